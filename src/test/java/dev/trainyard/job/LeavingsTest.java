package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectUser;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.tenant.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@QueueTest
class LeavingsTest {

    private static final AtomicInteger OBJECTS = new AtomicInteger();
    private static final Retention USUAL =
            new Retention(Duration.ofDays(90), 10_000, Duration.ofDays(60), Duration.ofDays(30), Duration.ofDays(365));

    private static final String EVENTS = """
            insert into job_event (job_id, seq, type, data)
            select id, last_seq + n, type, cast(replace(data, '$', n::text) as json)
            from job, generate_series(1, :count) n,
                (values ('metrics', '{"epoch":$,"iteration":$,"series":{},"endOfEpoch":true}')) e (type, data)
            where id = :job
            """;

    @Autowired
    Bench bench;

    @Autowired
    RunningJobs running;

    @Autowired
    JobControl control;

    @Autowired
    JobEvents events;

    @Autowired
    Checkpoints checkpoints;

    @Autowired
    TrainingJobs jobs;

    @Autowired
    JobQueue queue;

    @Autowired
    @Qualifier("jobLogsAndCheckpoints")
    ObjectUser objects;

    @Autowired
    Leavings leavings;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private final String label = Bench.newLabel();

    /** Time does not go back, but in tests. */
    @BeforeEach
    void beginAtTheBeginning() {
        jdbc.sql("delete from housekeeping").update();
    }

    @Test
    void keepsSomeOfVeryManyEventsTheFirstAndTheLastAmongThem() {
        String id = working();
        tell(id, 6_500);
        end(id);
        pass(id, 2);
        leavings.clear(kept(500));
        List<Integer> epochs =
                events.epochs(id).stream().map(JobEvents.Epoch::epoch).toList();
        assertThat(epochs).startsWith(1, 15, 29).contains(6_500).hasSizeBetween(400, 500);
        assertThat(types(id)).contains("state", "end");
    }

    @Test
    void keepsAllEventsWhileTheJobMayStillBeWatched() {
        String id = working();
        tell(id, 300);
        end(id);
        leavings.clear(kept(100));
        assertThat(events.epochs(id)).hasSize(300);
    }

    private static Retention kept(int mostEvents) {
        return new Retention(USUAL.events(), mostEvents, USUAL.logs(), USUAL.checkpoints(), USUAL.jobs());
    }

    @Test
    void forgetsWhatAJobToldAndKeepsWhatItWas() {
        String id = working();
        tell(id, Leavings.AT_ONCE + 10);
        end(id);
        pass(id, 89);
        leavings.clear(USUAL);
        assertThat(events.epochs(id)).hasSize(Leavings.AT_ONCE + 10);
        pass(id, 2);
        leavings.clear(USUAL);
        assertThat(types(id)).containsExactly("end");
        TrainingJob job = jobs.find(id);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.transitions()).hasSize(3);
        assertThat(job.failure()).isNotNull();
    }

    @Test
    void doesNotForgetThatOtherKernelsWentOn() {
        String id = working();
        Running claim = claim(id);
        running.append(claim, List.of(new NewEvent.Warning("plateau", "look")));
        running.append(claim, List.of(new NewEvent.Warning("other_kernels", "the last digits differ")));
        tell(id, 300);
        end(id);
        pass(id, 2);
        leavings.clear(kept(100));
        pass(id, 89);
        leavings.clear(USUAL);
        assertThat(types(id)).containsExactly("warning", "end");
        assertThat(jobs.find(id).otherKernels()).isTrue();
    }

    @Test
    void leavesLogsAndCheckpointsToTheSweep() {
        String id = working();
        Digest checkpoint = newObject();
        Digest log = newObject();
        Running claim = claim(id);
        running.checkpoint(claim, 1, 10, new StoredObject(checkpoint, 5), Map.of());
        running.keepLog(claim, log);
        end(id);
        pass(id, 29);
        leavings.clear(USUAL);
        assertThat(checkpoints.of(id)).hasSize(1);
        pass(id, 2);
        leavings.clear(USUAL);
        assertThat(checkpoints.of(id)).isEmpty();
        assertThat(objects.needs(checkpoint)).isFalse();
        assertThat(objects.needs(log)).isTrue();
        pass(id, 30);
        leavings.clear(USUAL);
        assertThat(objects.needs(log)).isFalse();
        assertThat(left()).contains(checkpoint.hex(), log.hex());
        assertThat(jobs.find(id).logSha256()).isNull();
    }

    @Test
    void touchesNothingOfJobsThatHaveNotEnded() {
        String paused = working();
        running.checkpoint(claim(paused), 1, 10, new StoredObject(newObject(), 5), Map.of());
        tell(paused, 300);
        control.pause(paused);
        running.stopped(claim(paused), StopRequest.PAUSE);
        String runs = working();
        running.checkpoint(claim(runs), 1, 10, new StoredObject(newObject(), 5), Map.of());
        tell(runs, 300);
        jdbc.sql(
                        "update job set created_at = created_at - interval '5 years', started_at = started_at - interval '5 years'"
                                + " where id in (?, ?)")
                .param(paused)
                .param(runs)
                .update();
        leavings.clear(kept(100));
        for (String id : List.of(paused, runs)) {
            assertThat(events.epochs(id)).hasSize(300);
            assertThat(checkpoints.of(id)).hasSize(1);
        }
        control.resume(paused);
        assertThat(queue.claim("w2", Set.of(label), 0).orElseThrow().checkpoint())
                .as("where it goes on")
                .isPresent();
    }

    @Test
    void clearsAwayForEveryTenant() {
        JobSpec spec = SampleJobs.spec("\"resources\":{\"labels\":[\"%s\"]}".formatted(label));
        String id;
        try (Tenant.Scope ignored = Tenant.of("growth")) {
            id = queue.enqueue(NewJob.of(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null), "growth/ann");
            control.cancel(id);
            pass(id, 91);
        }
        leavings.clear(USUAL);
        try (Tenant.Scope ignored = Tenant.of("growth")) {
            assertThat(types(id)).containsExactly("end");
        }
    }

    @Test
    void forgetsTheWholeJobWhereThatIsSet() {
        String id = working();
        end(id);
        pass(id, 366);
        leavings.clear(USUAL);
        assertThatThrownBy(() -> jobs.find(id)).hasMessageContaining(id);
        assertThat(types(id)).isEmpty();
    }

    @Test
    void standsBackWhileAnotherProcessIsAtIt() {
        String id = working();
        end(id);
        pass(id, 91);
        transaction.executeWithoutResult(another -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('what jobs leave behind', 1))")
                    .query((row, n) -> n)
                    .single();
            Thread process = new Thread(Tenant.forAll(() -> leavings.clear(USUAL)));
            process.start();
            join(process);
        });
        assertThat(types(id)).hasSizeGreaterThan(1);
        leavings.clear(USUAL);
        assertThat(types(id)).containsExactly("end");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A year and a half of it, a month at a time: as many jobs each month, and after a year nothing grows any more. */
    @Test
    void boundsWhatIsStoredHoweverLongTheServiceRuns() {
        List<String> stored = new ArrayList<>();
        for (int month = 0; month < 18; month++) {
            for (int i = 0; i < 3; i++) {
                String id = working();
                running.checkpoint(claim(id), 1, 10, new StoredObject(newObject(), 5), Map.of());
                running.keepLog(claim(id), newObject());
                tell(id, 40);
                end(id);
            }
            jdbc.sql("update job set finished_at = finished_at - interval '30 days' where model = ?")
                    .param(label)
                    .update();
            leavings.clear(USUAL);
            stored.add(stored());
        }
        assertThat(stored.get(0)).isNotEqualTo(stored.get(13));
        assertThat(stored.subList(13, 18)).as(stored.toString()).containsOnly(stored.get(12));
    }

    private String stored() {
        return jdbc.sql("""
                        select count(*) || ' jobs, ' || count(log_sha256) || ' logs, '
                            || (select count(*) from job_event e join job j on j.id = e.job_id where j.model = :model) || ' events, '
                            || (select count(*) from job_checkpoint c join job j on j.id = c.job_id where j.model = :model)
                            || ' checkpoints'
                        from job where model = :model
                        """).param("model", label).query(String.class).single();
    }

    private String working() {
        String id = bench.submit(label, "\"model\":\"%s\"".formatted(label));
        bench.claim(label, "w");
        return id;
    }

    private static Running claim(String id) {
        return new Running(id, 1, "w");
    }

    /** So many epochs. */
    private void tell(String id, int count) {
        jdbc.sql(EVENTS).param("count", count).param("job", id).update();
        jdbc.sql("update job set last_seq = last_seq + ? where id = ?")
                .param(count)
                .param(id)
                .update();
    }

    private void end(String id) {
        running.fail(claim(id), new Failure("internal", null, "it broke", "mend it", false));
    }

    /** Days go by for a job that has ended. */
    private void pass(String id, int days) {
        jdbc.sql("update job set finished_at = finished_at - make_interval(days => ?) where id = ?")
                .param(days)
                .param(id)
                .update();
    }

    private List<String> types(String id) {
        return events.after(id, 0, 10_000).stream()
                .map(JobEvent::type)
                .distinct()
                .toList();
    }

    private List<String> left() {
        return jdbc.sql("select digest from stored_orphan").query(String.class).list();
    }

    private static Digest newObject() {
        return new Digest("%064x".formatted(0xfeed0000L + OBJECTS.incrementAndGet()));
    }
}
