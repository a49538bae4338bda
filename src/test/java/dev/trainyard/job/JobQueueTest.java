package dev.trainyard.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.testing.ForTheDefaultTenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

@QueueTest
class JobQueueTest {

    private static final Failure CRASH = new Failure("internal", Phase.TRAINING, "it crashed", null, true);

    @Autowired
    Bench bench;

    @Autowired
    JobQueue queue;

    @Autowired
    RunningJobs running;

    @Autowired
    TrainingJobs jobs;

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
    void givesEveryJobToExactlyOneOfManyWorkers() throws Exception {
        Set<String> submitted = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            submitted.add(bench.submit(label, ""));
        }
        ExecutorService workers = Executors.newFixedThreadPool(8, ForTheDefaultTenant::thread);
        List<Future<List<String>>> claims = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String worker = "w" + i;
            claims.add(workers.submit(() -> claimAll(worker)));
        }
        List<String> claimed = new ArrayList<>();
        for (Future<List<String>> each : claims) {
            claimed.addAll(each.get(5, TimeUnit.MINUTES));
        }
        workers.shutdown();
        assertThat(claimed).hasSize(120).containsExactlyInAnyOrderElementsOf(submitted);
    }

    private List<String> claimAll(String worker) {
        List<String> claimed = new ArrayList<>();
        for (Optional<Claim> claim = queue.claim(worker, Set.of(label), 0);
                claim.isPresent();
                claim = queue.claim(worker, Set.of(label), 0)) {
            claimed.add(claim.get().running().jobId());
        }
        return claimed;
    }

    @Test
    void takesHigherPriorityFirstAndThenTheOldest() {
        String first = bench.submit(label, "");
        String second = bench.submit(label, "");
        String urgent = bench.submit(label, "\"priority\":5");
        assertThat(List.of(next(), next(), next())).containsExactly(urgent, first, second);
    }

    @Test
    void movesAJobForwardWhenItsPriorityRises() {
        bench.submit(label, "");
        String later = bench.submit(label, "");
        control.setPriority(later, 7);
        assertThat(next()).isEqualTo(later);
    }

    private String next() {
        return bench.claim(label, "w").jobId();
    }

    @Test
    void givesAJobOnlyToAWorkerWithAllItsLabels() {
        bench.submit(label, "");
        assertThat(queue.claim("w", Set.of(), 0)).isEmpty();
        assertThat(queue.claim("w", Set.of("other"), 0)).isEmpty();
        assertThat(queue.claim("w", Set.of("other", label), 0)).isPresent();
    }

    @Test
    void neverGivesAGpuJobToAWorkerWithoutOne() {
        String json = "\"resources\":{\"device\":\"gpu\",\"labels\":[\"%s\"]}".formatted(label);
        var spec = SampleJobs.spec(json);
        String id = queue.enqueue(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null);
        assertThat(queue.claim("w", Set.of(label), 0)).isEmpty();
        assertThat(jobs.find(id).place().position()).isPositive();
        assertThat(queue.claim("w", Set.of(label), 1)).isPresent();
    }

    @Test
    void neverGivesAWorkerMoreGpuJobsThanItHasGpus() {
        String json = "\"resources\":{\"device\":\"gpu\",\"labels\":[\"%s\"]}".formatted(label);
        var spec = SampleJobs.spec(json);
        queue.enqueue(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null);
        queue.enqueue(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null);
        assertThat(queue.claim("one-gpu", Set.of(label), 1)).isPresent();
        assertThat(queue.claim("one-gpu", Set.of(label), 1)).isEmpty();
        assertThat(queue.claim("another", Set.of(label), 1)).isPresent();
    }

    @Test
    void staleWorkerTouchesNothing() {
        bench.submit(label, "");
        Running stale = bench.claim(label, "w1");
        running.release(stale, "its worker was shut down");
        Running current = bench.claim(label, "w2");
        assertThat(current.attempt()).isEqualTo(2);
        TrainingJob before = jobs.find(current.jobId());

        List<NewEvent> line = List.of(new NewEvent.Log("info", "I am still here"));
        assertThatThrownBy(() -> running.append(stale, line)).isInstanceOf(LostClaim.class);
        assertThatThrownBy(() -> running.enter(stale, Phase.EVALUATING)).isInstanceOf(LostClaim.class);
        assertThatThrownBy(() -> running.fail(stale, CRASH)).isInstanceOf(LostClaim.class);
        assertThatThrownBy(() -> running.lose(stale, CRASH)).isInstanceOf(LostClaim.class);
        assertThatThrownBy(() -> running.release(stale, "")).isInstanceOf(LostClaim.class);
        assertThatThrownBy(() -> running.stopped(stale, StopRequest.PAUSE)).isInstanceOf(LostClaim.class);
        assertThatThrownBy(() -> running.keepLog(stale, SampleJobs.NOWHERE)).isInstanceOf(LostClaim.class);
        assertThatThrownBy(() -> saveCheckpoint(stale)).isInstanceOf(LostClaim.class);
        assertThat(running.heartbeat("w1", List.of(stale))).isEmpty();

        assertThat(jobs.find(current.jobId())).isEqualTo(before);
        assertThat(running.heartbeat("w2", List.of(current))).containsOnlyKeys(current);
    }

    @Test
    void losesAJobForGoodAfterMaxAttemptsWithoutACheckpoint() {
        String id = bench.submit(label, "\"maxAttempts\":2");
        assertThat(running.lose(bench.claim(label, "w"), CRASH)).isEqualTo(JobState.QUEUED);
        assertThat(running.lose(bench.claim(label, "w"), CRASH)).isEqualTo(JobState.FAILED);
        Failure failure = jobs.find(id).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo("internal");
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void forgivesLostAttemptsThatGotAsFarAsACheckpoint() {
        bench.submit(label, "\"maxAttempts\":1");
        for (int attempt = 1; attempt <= 3; attempt++) {
            Running claim = bench.claim(label, "w");
            saveCheckpoint(claim);
            assertThat(running.lose(claim, CRASH)).isEqualTo(JobState.QUEUED);
        }
        assertThat(running.lose(bench.claim(label, "w"), CRASH)).isEqualTo(JobState.FAILED);
    }

    @Test
    void countsLostAttemptsFromTheLastCheckpointOn() {
        bench.submit(label, "\"maxAttempts\":2");
        assertThat(running.lose(bench.claim(label, "w"), CRASH)).isEqualTo(JobState.QUEUED);
        Running claim = bench.claim(label, "w");
        saveCheckpoint(claim);
        assertThat(running.lose(claim, CRASH)).isEqualTo(JobState.QUEUED);
        assertThat(running.lose(bench.claim(label, "w"), CRASH)).isEqualTo(JobState.QUEUED);
        assertThat(running.lose(bench.claim(label, "w"), CRASH)).isEqualTo(JobState.FAILED);
    }

    /** Such as a job of a newer version, which another worker may be able to read. */
    @Test
    void putsAJobOffWithoutAPenaltyAndWithoutStandingInTheWayOfOthers() {
        String unreadable = bench.submit(label, "\"maxAttempts\":1");
        jdbc.sql("update job set follow_up = '{\"type\":\"dream\"}' where id = ?")
                .param(unreadable)
                .update();
        String other = bench.submit(label, "");
        Claim claim = queue.claim("w", Set.of(label), 0).orElseThrow();
        assertThatThrownBy(claim::followUp).isInstanceOf(JacksonException.class);
        assertThat(running.putOff(claim.running(), "cannot be read here")).isEqualTo(JobState.QUEUED);
        assertThat(claimAll("w")).containsExactly(other);
        jdbc.sql("update job set available_at = clock_timestamp() where id = ?")
                .param(unreadable)
                .update();
        assertThat(claimAll("w")).containsExactly(unreadable);
    }

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
            saveCheckpoint(claim, loss);
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

    private void saveCheckpoint(Running claim) {
        saveCheckpoint(claim, 0.5);
    }

    private void saveCheckpoint(Running claim, double loss) {
        running.checkpoint(claim, 1, 10, new StoredObject(SampleJobs.NOWHERE, 5), Map.of("train/loss", loss));
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
    void cancelsAWaitingJobAtOnceAndARunningOneWhenItsWorkerHasStopped() {
        String waiting = bench.submit(label, "");
        control.cancel(waiting);
        assertThat(jobs.state(waiting)).isEqualTo(JobState.CANCELLED);
        assertThat(queue.claim("w", Set.of(label), 0)).isEmpty();

        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        control.cancel(id);
        assertThat(jobs.state(id)).isEqualTo(JobState.CANCELLING);
        assertThat(running.heartbeat("w", List.of(claim)).get(claim)).contains(StopRequest.CANCEL);
        assertThat(running.stopped(claim, StopRequest.CANCEL)).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.find(id).transitions())
                .extracting(TrainingJob.Transition::state)
                .containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING, JobState.CANCELLED);
    }

    @Test
    void cancelWinsOverASuccessThatComesTooLate() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        control.cancel(id);
        assertThat(running.fail(claim, CRASH)).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.find(id).failure()).isNull();
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

    @Test
    void pausesAndResumes() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        control.pause(id);
        assertThat(running.stopRequest(claim)).contains(StopRequest.PAUSE);
        assertThat(running.stopped(claim, StopRequest.PAUSE)).isEqualTo(JobState.PAUSED);
        assertThat(queue.claim("w", Set.of(label), 0)).isEmpty();
        control.resume(id);
        assertThat(bench.claim(label, "w").attempt()).isEqualTo(2);
    }

    @Test
    void numbersEventsWithoutAGapWhoeverWrites() throws Exception {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService writers = Executors.newFixedThreadPool(6, ForTheDefaultTenant::thread);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(writers.submit(() -> {
                together.await();
                for (int n = 0; n < 25; n++) {
                    running.append(claim, List.of(line(), line()));
                }
                return null;
            }));
        }
        together.countDown();
        for (Future<?> each : all) {
            each.get(5, TimeUnit.MINUTES);
        }
        writers.shutdown();
        assertThat(events.after(id, 0, 1000))
                .extracting(JobEvent::seq)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 302).mapToObj(Long::valueOf).toList());
    }

    @Autowired
    JobEvents events;

    private static NewEvent line() {
        return new NewEvent.Log("info", "a line");
    }

    @Test
    void showsEveryEpochAsItWasTrainedLast() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        running.append(claim, List.of(epoch(0, 0.9), epoch(1, 0.8), epoch(2, 0.7), epoch(3, 0.6)));
        running.append(claim, List.of(epoch(2, 0.71)));
        assertThat(events.epochs(id)).extracting(JobEvents.Epoch::epoch).containsExactly(0, 1, 2);
        assertThat(events.epochs(id).get(2).series()).containsEntry("train/loss", 0.71);
        TrainingJob job = jobs.find(id);
        assertThat(job.progress().epoch()).isEqualTo(2);
        assertThat(job.latest()).containsEntry("train/loss", 0.71);
    }

    private static NewEvent epoch(int epoch, double loss) {
        return new NewEvent.Metrics(
                epoch, epoch * 10L, Map.of("train/loss", loss), epoch / 10.0, null, null, null, true);
    }
}
