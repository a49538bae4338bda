package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.job.QueueTest.Bench;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

@QueueTest
class ReaperTest {

    private static final Duration LONG_AGO = Duration.ZERO;

    @Autowired
    Bench bench;

    @Autowired
    Reaper reaper;

    @Autowired
    TrainingJobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcConnectionDetails database;

    private final String label = Bench.newLabel();
    private final long key = ThreadLocalRandom.current().nextLong(1L << 62);
    private final String worker = "wrk_" + label;

    @Test
    void givesAJobBackWhenItsWorkersSessionIsGone() throws SQLException {
        String id = claimedByAWorker();
        try (Connection session = hold()) {
            silentFor("4 seconds");
            reaper.reap(LONG_AGO);
            assertThat(jobs.state(id)).as("the lock is held").isEqualTo(JobState.RUNNING);
        }
        // The server frees the lock when it notices the end of the session, a moment after the client closed it.
        await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            reaper.reap(LONG_AGO);
            assertThat(jobs.state(id)).isEqualTo(JobState.QUEUED);
        });
        assertThat(bench.claim(label, "other").attempt()).isEqualTo(2);
    }

    @Test
    void takesAFreeLockForNoMoreThanASuspicion() {
        String id = claimedByAWorker();
        silentFor("1 second");
        reaper.reap(LONG_AGO);
        assertThat(jobs.state(id)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void trustsNoFreeLockSoonAfterPostgresWasRestarted() {
        String id = claimedByAWorker();
        silentFor("4 seconds");
        reaper.reap(Duration.ofDays(1));
        assertThat(jobs.state(id)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void givesAJobBackWhenItsLeaseHasRunOutThoughTheSessionLives() throws SQLException {
        String id = claimedByAWorker();
        jdbc.sql("update job set lease_until = clock_timestamp() - interval '1 second' where id = ?")
                .param(id)
                .update();
        try (Connection session = hold()) {
            reaper.reap(LONG_AGO);
        }
        assertThat(jobs.state(id)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void failsAJobAsWorkerLostWhenTooManyAttemptsWereLost() {
        String id = bench.submit(label, "\"maxAttempts\":1");
        bench.claim(label, worker);
        jdbc.sql("update job set lease_until = clock_timestamp() - interval '1 second' where id = ?")
                .param(id)
                .update();
        reaper.reap(LONG_AGO);
        TrainingJob job = jobs.find(id);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.failure()).isNotNull();
        assertThat(job.failure().code()).isEqualTo("worker_lost");
        assertThat(job.failure().hint()).isNotBlank();
    }

    @Test
    void cancelsAnAbandonedJobThatWasToBeCancelled() {
        String id = claimedByAWorker();
        jdbc.sql(
                        "update job set state = 'cancelling', lease_until = clock_timestamp() - interval '1 second' where id = ?")
                .param(id)
                .update();
        reaper.reap(LONG_AGO);
        assertThat(jobs.state(id)).isEqualTo(JobState.CANCELLED);
    }

    private String claimedByAWorker() {
        jdbc.sql("""
                        insert into worker (id, host, version, slots, labels, device, gpus, free_memory, lock_key)
                        values (?, 'here', 'test', 1, '{}', '{}', 0, 0, ?)
                        """).param(worker).param(key).update();
        String id = bench.submit(label, "");
        bench.claim(label, worker);
        return id;
    }

    private void silentFor(String time) {
        jdbc.sql("update job set heartbeat_at = clock_timestamp() - cast(? as interval) where worker = ?")
                .param(time)
                .param(worker)
                .update();
    }

    private Connection hold() throws SQLException {
        Connection session =
                DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
        try (Statement statement = session.createStatement()) {
            statement.execute("select pg_advisory_lock(%d)".formatted(key));
        }
        return session;
    }
}
