package dev.trainyard.job;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.Orphans;
import dev.trainyard.tenant.Tenant;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What jobs that have ended leave behind, and how it is cleared away: in small transactions, each for the tenant whose job it
 * is, and by one process at a time.
 */
@Component
@EnableConfigurationProperties(Retention.class)
class Leavings {

    /** Rows that one transaction deletes at most. */
    static final int AT_ONCE = 5_000;

    private static final int JOBS = 100;

    /** By then whoever watched a job has seen its events. */
    private static final Duration WATCHED = Duration.ofDays(1);

    private static final String ENDED = """
            select tenant, id, finished_at as at from job
            where finished_at < clock_timestamp() - make_interval(secs => :age)
                and finished_at >= coalesce((select done_until from housekeeping where what = :what), '-infinity')
                and (finished_at, id) > (cast(:at as timestamptz), :id)
            order by finished_at, id limit :limit
            """;

    private static final String DONE = """
            insert into housekeeping (what, done_until) values (?, ?)
            on conflict (what) do update set done_until = greatest(housekeeping.done_until, excluded.done_until)
            """;

    /** What is left over by rounding, and the last, of each of five kinds of events. */
    private static final int ENDS_OF_KINDS = 10;

    private static final String STAYS = "(type = 'end' or %s)".formatted(JobEvents.OTHER_KERNELS);

    /** Of each kind alike; the first and the last stay. */
    private static final String SUPERFLUOUS = """
            with told as (
                select seq, row_number() over (partition by type, data ->> 'endOfEpoch' order by seq) as nth,
                    count(*) over (partition by type, data ->> 'endOfEpoch') as alike, count(*) over () as every
                from job_event where job_id = :job and type <> 'state' and not %s)
            select seq from told
            where every > :most and nth < alike and mod(nth - 1, (every + :most - 1) / :most) <> 0 order by seq
            """.formatted(STAYS);

    private static final String FORGET = """
            delete from job_event told using unnest(cast(:gone as bigint[])) gone (seq)
            where told.job_id = :job and told.seq = gone.seq
            """;

    private static final String FORGET_NEXT = """
            delete from job_event where job_id = :job and not %1$s
                and seq < :atOnce + (select min(seq) from job_event where job_id = :job and not %1$s)
            """.formatted(STAYS);

    private final JdbcClient jdbc;
    private final Checkpoints checkpoints;
    private final JobControl control;
    private final Orphans orphans;
    private final TransactionTemplate transaction;

    Leavings(
            JdbcClient jdbc,
            Checkpoints checkpoints,
            JobControl control,
            Orphans orphans,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.checkpoints = checkpoints;
        this.control = control;
        this.orphans = orphans;
        this.transaction = transaction;
    }

    /**
     * Clears away what need not be kept any more.
     *
     * @return how many jobs it looked after; fewer than there are, when another process is at it
     */
    int clear(Retention kept) {
        try (Tenant.Scope ignored = Tenant.all()) {
            return clear("superfluous events", WATCHED, job -> thin(job, kept.mostEvents()))
                    + clear("events", kept.events(), this::forgetEvents)
                    + clear("logs", kept.logs(), this::forgetLog)
                    + clear("checkpoints", kept.checkpoints(), this::forgetCheckpoints)
                    + (kept.jobs() == null ? 0 : clear("jobs", kept.jobs(), this::forgetAll));
        }
    }

    private record Ended(String tenant, String id, OffsetDateTime at) {

        static final Ended NONE = new Ended("", "", OffsetDateTime.parse("1970-01-01T00:00:00Z"));
    }

    private interface Clearing {
        /** False when another process is at it. */
        boolean clear(String jobId);
    }

    /** Goes by the time of the jobs' ends, and notes how far it has come. */
    private int clear(String what, Duration age, Clearing clearing) {
        int cleared = 0;
        List<Ended> some = ended(what, age, Ended.NONE);
        while (!some.isEmpty()) {
            for (Ended job : some) {
                try (Tenant.Scope ignored = Tenant.of(job.tenant())) {
                    if (!clearing.clear(job.id())) {
                        return cleared;
                    }
                }
                cleared++;
            }
            Ended last = some.get(some.size() - 1);
            if (!alone(() -> jdbc.sql(DONE).param(what).param(last.at()).update())) {
                return cleared;
            }
            some = some.size() < JOBS ? List.of() : ended(what, age, last);
        }
        return cleared;
    }

    private List<Ended> ended(String what, Duration age, Ended after) {
        return jdbc.sql(ENDED)
                .param("age", age.toSeconds())
                .param("what", what)
                .param("at", after.at())
                .param("id", after.id())
                .param("limit", JOBS)
                .query(Ended.class)
                .list();
    }

    private boolean thin(String jobId, int most) {
        List<Long> superfluous = jdbc.sql(SUPERFLUOUS)
                .param("job", jobId)
                .param("most", most - ENDS_OF_KINDS)
                .query(Long.class)
                .list();
        for (int from = 0; from < superfluous.size(); from += AT_ONCE) {
            List<Long> next = superfluous.subList(from, Math.min(from + AT_ONCE, superfluous.size()));
            if (!alone(() -> jdbc.sql(FORGET)
                    .param("job", jobId)
                    .param("gone", next.toArray(Long[]::new))
                    .update())) {
                return false;
            }
        }
        return true;
    }

    /** All but the last, so that a stream of them still ends, and what says how the job can be made again. */
    private boolean forgetEvents(String jobId) {
        int[] gone = {1};
        while (gone[0] > 0) {
            if (!alone(() -> gone[0] = jdbc.sql(FORGET_NEXT)
                    .param("job", jobId)
                    .param("atOnce", AT_ONCE)
                    .update())) {
                return false;
            }
        }
        return true;
    }

    private boolean forgetLog(String jobId) {
        return alone(() -> orphans.left(jdbc.sql("""
                        update job set log_sha256 = null
                        from (select log_sha256 as log from job where id = :job and log_sha256 is not null for update) kept
                        where id = :job returning kept.log
                        """)
                .param("job", jobId)
                .query((row, n) -> new Digest(row.getString("log")))
                .list()));
    }

    private boolean forgetCheckpoints(String jobId) {
        return alone(() -> checkpoints.forget(jobId));
    }

    private boolean forgetAll(String jobId) {
        return alone(() -> orphans.left(control.delete(jobId)));
    }

    /** Does it in a transaction, unless another process is at such work. */
    private boolean alone(Runnable work) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean free = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('what jobs leave behind', 1))")
                    .query(Boolean.class)
                    .single();
            if (free) {
                work.run();
            }
            return free;
        }));
    }
}
