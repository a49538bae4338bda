package dev.trainyard.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What jobs keep in the store, and leave to the sweep. */
@QueueTest
class JobObjectsTest {

    @Autowired
    Bench bench;

    @Autowired
    JobQueue queue;

    @Autowired
    RunningJobs running;

    @Autowired
    JobControl control;

    @Autowired
    Checkpoints checkpoints;

    @Autowired
    Publications publications;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectStore store;

    @Autowired
    Orphans orphans;

    private final String label = Bench.newLabel();

    @Test
    void leavesTheLogOfAnEarlierAttemptToTheSweep() throws IOException {
        bench.submit(label, "");
        Digest first = stored("first " + label);
        Digest second = stored("second " + label);
        Running claim = bench.claim(label, "w");
        running.keepLog(claim, first);
        running.release(claim, "its worker was shut down");
        running.keepLog(bench.claim(label, "w"), second);
        orphans.sweep(List.of(first, second));
        assertThat(store.exists(first)).isFalse();
        assertThat(store.exists(second)).isTrue();
    }

    private Digest stored(String text) throws IOException {
        return store.put(new ByteArrayInputStream(text.getBytes(UTF_8)), 100).digest();
    }

    @Test
    void goesOnFromTheNewestCheckpointAndKeepsTheLastFewAndTheBest() {
        String id = bench.submit(label, "\"training\":{\"checkpoint\":{\"keep\":2}}");
        Running claim = bench.claim(label, "w");
        for (double loss : List.of(0.5, 0.1, 0.4, 0.3, 0.2)) {
            bench.checkpoint(claim, loss);
        }
        assertThat(checkpoints.of(id)).extracting(Checkpoint::n).containsExactly(5, 4, 2);
        assertThat(checkpoints.best(id)).contains(2);
        running.release(claim, "its worker was shut down");
        Claim next = queue.claim("w2", Set.of(label), 0).orElseThrow();
        assertThat(next.checkpoint()).map(Checkpoint::n).contains(5);
        assertThat(next.resolved().name()).isEqualTo("sample");
    }

    @Test
    void keepsACheckpointForTheJobThatPublishesIt() {
        String id = bench.submit(label, "\"training\":{\"checkpoint\":{\"keep\":1}}");
        Running claim = bench.claim(label, "w1");
        StoredObject first = new StoredObject(new Digest("a".repeat(64)), 5);
        running.checkpoint(claim, 1, 10, first, Map.of("train/loss", 0.5));
        String publication = publications.publish(id, 1);

        StoredObject second = new StoredObject(new Digest("b".repeat(64)), 5);
        assertThat(running.checkpoint(claim, 2, 20, second, Map.of("train/loss", 0.4)))
                .isEmpty();
        Claim publishing = queue.claim("w2", Set.of(label), 0).orElseThrow();
        assertThat(publishing.followUp()).contains(new FollowUp.Publish(id, 1, first.digest(), 1, 10));
        assertThat(publishing.checkpoint()).isEmpty();
        running.stopped(publishing.running(), StopRequest.CANCEL);
        assertThat(control.delete(publication)).containsExactly(first.digest());
    }

    @Test
    void leavesTheCheckpointsOfACancelledJobToTheSweep() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        Digest object = new Digest("c".repeat(64));
        running.checkpoint(claim, 1, 10, new StoredObject(object, 5), Map.of());
        running.stopped(claim, StopRequest.CANCEL);
        assertThat(checkpoints.of(id)).isEmpty();
        assertThat(jdbc.sql("select digest from stored_orphan")
                        .query(String.class)
                        .list())
                .contains(object.hex());
    }

    @Test
    void keepsTheRowsOfAJobUntilItHasEnded() throws IOException {
        Digest rows =
                store.put(new ByteArrayInputStream(label.getBytes(UTF_8)), 100).digest();
        JobSpec spec = SampleJobs.spec("\"resources\":{\"labels\":[\"%s\"]}".formatted(label));
        String id = queue.enqueue(spec, SampleJobs.resolved(spec, rows), null);
        orphans.left(List.of(rows));
        orphans.sweep();
        assertThat(store.exists(rows)).isTrue();

        control.cancel(id);
        orphans.left(List.of(rows));
        orphans.sweep();
        assertThat(store.exists(rows)).isFalse();
    }
}
