package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.tenant.Tenant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Commits of several jobs enter versions of several models, and another process may enter them in another order. */
@QueueTest
class DeadlockTest {

    @Autowired
    Bench bench;

    @Autowired
    RunningJobs running;

    @Autowired
    TrainingJobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcConnectionDetails database;

    private final String label = Bench.newLabel();
    private final int ours = ThreadLocalRandom.current().nextInt(1 << 30);
    private final int theirs = ours + 1;

    @Test
    void entersNothingOfWhatADeadlockBreaksOffAndAllOfItWhenItIsTriedAgain() throws SQLException {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        Failure failure = new Failure("internal", null, "it broke", null, false);
        try (Connection other = otherProcess()) {
            assertThatThrownBy(() -> running.fail(claim, failure, () -> wantWhatTheOtherHas(other)))
                    .as("what the worker tries again")
                    .isInstanceOf(TransientDataAccessException.class);
            assertThat(jobs.find(id).state()).isEqualTo(JobState.RUNNING);
            assertThat(jobs.find(id).transitions()).hasSize(2);
            other.rollback();
            running.fail(claim, failure, () -> lock(theirs));
        }
        assertThat(jobs.find(id).transitions())
                .extracting(TrainingJob.Transition::state)
                .containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.FAILED);
    }

    /** Has locked what we want, and leaves it to us to find out. */
    private Connection otherProcess() throws SQLException {
        Connection other =
                DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
        other.setAutoCommit(false);
        execute(other, "set local deadlock_timeout = '30min'");
        execute(other, lockOf(theirs));
        return other;
    }

    private void wantWhatTheOtherHas(Connection other) {
        lock(ours);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> execute(other, lockOf(ours)));
        await().atMost(Duration.ofMinutes(5))
                .until(() -> Tenant.amongAll(
                                () -> jdbc.sql("select count(*) from pg_locks where not granted and objid::bigint = ?")
                                        .param(ours)
                                        .query(Integer.class)
                                        .single())
                        == 1);
        assertThat(waiting).isNotDone();
        lock(theirs);
    }

    private void lock(int what) {
        jdbc.sql(lockOf(what)).query((row, n) -> n).single();
    }

    private static String lockOf(int what) {
        return "select pg_advisory_xact_lock(%d)".formatted(what);
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
