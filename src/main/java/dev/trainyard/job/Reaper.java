package dev.trainyard.job;

import dev.trainyard.database.Rounds;
import dev.trainyard.tenant.Tenant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds jobs whose worker is gone and gives them back to the queue. A worker is gone when its lease has run out; sooner,
 * when the advisory lock of its session is free. A free lock alone is only a suspicion: its heartbeat must have stopped
 * as well, and PostgreSQL must not have been restarted just now, for that frees all locks; nor may it have been out of reach
 * from here, for then it may have been so for the workers.
 */
@Component
class Reaper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

    private static final String ABANDONED = """
            select tenant, id, attempt, worker from job
            where worker is not null and (
                lease_until < clock_timestamp()
                or (heartbeat_at < clock_timestamp() - interval '3 seconds'
                    and pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => :afterRestart)
                    and not exists (
                        select from worker w join pg_locks l on l.locktype = 'advisory' and l.granted and l.objsubid = 1
                            and l.database = (select oid from pg_database where datname = current_database())
                            and l.classid::bigint = w.lock_key >> 32 and l.objid::bigint = w.lock_key & 4294967295
                        where w.id = job.worker)))
            limit 100 for update of job skip locked
            """;

    private static final Duration NO_SUSPICION = Duration.ofDays(36_500);

    /** How long a look may take, before it says that the database was out of reach. */
    private static final Duration TROUBLE = Duration.ofSeconds(2);

    private static final String FORGET = """
            delete from worker w where heartbeat_at < clock_timestamp() - interval '1 hour'
                and not exists (select from job where job.worker = w.id)
            """;

    private final JdbcClient jdbc;
    private final JobEndings endings;
    private final TransactionTemplate transaction;
    private final Counter recovered;
    private final Rounds rounds = new Rounds("reaper", "Looking for abandoned jobs", this::look);
    private long troubledAt = System.nanoTime() - JobQueue.LEASE.toNanos();

    Reaper(JdbcClient jdbc, JobEndings endings, TransactionTemplate transaction, MeterRegistry measures) {
        this.jdbc = jdbc;
        this.endings = endings;
        this.transaction = transaction;
        this.recovered = Counter.builder("trainyard.jobs.recovered")
                .description("Attempts that were taken from workers that are gone")
                .register(measures);
    }

    /**
     * Gives every abandoned job back.
     *
     * @param afterRestart how long after a restart of PostgreSQL a free lock means nothing
     */
    void reap(Duration afterRestart) {
        transaction.executeWithoutResult(status -> {
            List<Abandoned> abandoned = jdbc.sql(ABANDONED)
                    .param("afterRestart", afterRestart.toSeconds())
                    .query((row, n) -> new Abandoned(
                            row.getString("tenant"),
                            new Running(row.getString("id"), row.getInt("attempt"), row.getString("worker"))))
                    .list();
            abandoned.forEach(this::giveBack);
            jdbc.sql(FORGET).update();
        });
    }

    private record Abandoned(String tenant, Running running) {}

    private void giveBack(Abandoned abandoned) {
        try (Tenant.Scope ignored = Tenant.of(abandoned.tenant())) {
            giveBack(abandoned.running());
        }
    }

    private void giveBack(Running running) {
        JobState state = endings.lose(running, failure(running));
        recovered.increment();
        LOG.warn(
                "Worker {} is gone; {} is {} after attempt {}",
                running.worker(),
                running.jobId(),
                state.word(),
                running.attempt());
    }

    private static Failure failure(Running running) {
        return new Failure(
                        "worker_lost",
                        null,
                        "Worker %s stopped answering during attempt %d".formatted(running.worker(), running.attempt()),
                        "Too many attempts were lost without a new checkpoint. Look at the worker's log and memory, then retry;"
                                + " a shorter training.checkpoint.everySeconds saves more of each attempt.",
                        true)
                .curedBy(Failure.goingOnSooner("Write a checkpoint every second, and try three times more"))
                .knowing(Map.of("worker", running.worker(), "attempt", running.attempt()));
    }

    private void look() {
        long begun = System.nanoTime();
        try {
            reap(begun - troubledAt < JobQueue.LEASE.toNanos() ? NO_SUSPICION : JobQueue.LEASE);
        } catch (RuntimeException e) {
            troubledAt = System.nanoTime();
            throw e;
        }
        if (System.nanoTime() - begun > TROUBLE.toNanos()) {
            troubledAt = System.nanoTime();
        }
    }

    @Override
    public void start() {
        rounds.start(Duration.ofSeconds(1), Duration.ofMillis(500));
    }

    @Override
    public void stop() {
        rounds.close();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }
}
