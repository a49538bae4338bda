package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.job.QueueTest.Bench;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

/** What becomes of a job that a worker has, when it is lost, given back, or stopped by its owner. */
@QueueTest
class RunningJobsTest {

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
    JdbcClient jdbc;

    private final String label = Bench.newLabel();

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
        assertThatThrownBy(() -> bench.checkpoint(stale, 0.5)).isInstanceOf(LostClaim.class);
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
            bench.checkpoint(claim, 0.5);
            assertThat(running.lose(claim, CRASH)).isEqualTo(JobState.QUEUED);
        }
        assertThat(running.lose(bench.claim(label, "w"), CRASH)).isEqualTo(JobState.FAILED);
    }

    @Test
    void countsLostAttemptsFromTheLastCheckpointOn() {
        bench.submit(label, "\"maxAttempts\":2");
        assertThat(running.lose(bench.claim(label, "w"), CRASH)).isEqualTo(JobState.QUEUED);
        Running claim = bench.claim(label, "w");
        bench.checkpoint(claim, 0.5);
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
        assertThat(bench.claim(label, "w").jobId()).isEqualTo(other);
        assertThat(queue.claim("w", Set.of(label), 0)).isEmpty();
        jdbc.sql("update job set available_at = clock_timestamp() where id = ?")
                .param(unreadable)
                .update();
        assertThat(bench.claim(label, "w").jobId()).isEqualTo(unreadable);
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
}
