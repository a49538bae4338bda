package dev.trainyard.quota;

import dev.trainyard.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How many jobs of a tenant wait and run; exact, however many are submitted and claimed at once. */
@Component
@EnableConfigurationProperties(QuotaSettings.class)
@Transactional(propagation = Propagation.MANDATORY)
public class JobQuota {

    private static final String USED = """
            select count(*) as jobs, count(*) filter (where state = 'queued') as queued,
                count(*) filter (where device = 'gpu') as gpu_jobs
            from job where state = 'queued' or worker is not null
            """;

    private static final int LOCKS = 0x10b5;
    private static final int RUNNING_LOCKS = 0x10b6;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final QuotaSettings settings;

    JobQuota(JdbcClient jdbc, QuotaSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    private record Used(long jobs, long queued, long gpuJobs) {}

    /**
     * Lets a job through that the transaction at hand enters; others of its tenant wait until that has ended.
     *
     * @param gpu whether it asks for a GPU
     * @throws Problem {@code too_many_requests} when there are as many as may be
     */
    public void take(String tenant, boolean gpu) {
        Integer gpuJobs = gpu ? settings.gpuJobs() : null;
        if (settings.jobs() == null && settings.queued() == null && gpuJobs == null) {
            return;
        }
        Used used = used(tenant);
        take("jobs", settings.jobs(), used.jobs(), "jobs wait or run");
        take("queued-jobs", settings.queued(), used.queued(), "jobs wait");
        take("gpu-jobs", gpuJobs, used.gpuJobs(), "jobs wait for a GPU or hold one");
    }

    /** How many jobs of a tenant may run at once; null for as many as there are slots. */
    public @Nullable Integer running() {
        return settings.running();
    }

    /** Whether more jobs of a tenant run than may, with those that the transaction at hand has claimed; others of its tenant wait until that has ended. */
    public boolean isExceeded(String tenant) {
        Integer most = settings.running();
        if (most == null) {
            return false;
        }
        lock(RUNNING_LOCKS, tenant);
        return jdbc.sql("select count(*) from job where worker is not null and tenant = ?")
                        .param(tenant)
                        .query(Long.class)
                        .single()
                > most;
    }

    private void lock(int locks, String tenant) {
        jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
                .param(locks)
                .param(tenant)
                .query((row, n) -> n)
                .single();
    }

    private Used used(String tenant) {
        lock(LOCKS, tenant);
        return jdbc.sql(USED)
                .query((row, n) -> new Used(row.getLong("jobs"), row.getLong("queued"), row.getLong("gpu_jobs")))
                .single();
    }

    private static void take(String name, @Nullable Integer most, long used, String what) {
        if (most == null) {
            return;
        }
        RateLimit limit = new RateLimit(name, most, Duration.ZERO, most - used - 1, SOON);
        if (used >= most) {
            throw limit.usedUp("%d %s, as many as may; wait for one, or cancel one".formatted(used, what));
        }
        limit.tell();
    }
}
