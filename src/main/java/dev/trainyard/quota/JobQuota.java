package dev.trainyard.quota;

import dev.trainyard.problem.Problem;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How many jobs wait or run; exact, however many are submitted at once. */
@Component
@EnableConfigurationProperties(QuotaSettings.class)
@Transactional(propagation = Propagation.MANDATORY)
public class JobQuota {

    private static final int LOCKS = 0x10b5;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final QuotaSettings settings;

    JobQuota(JdbcClient jdbc, QuotaSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Lets a job through that the transaction at hand enters; others of its tenant wait until that has ended.
     *
     * @throws Problem {@code too_many_requests} when there are as many as may be
     */
    public void take(String tenant) {
        Integer most = settings.jobs();
        if (most == null) {
            return;
        }
        jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
                .param(LOCKS)
                .param(tenant)
                .query((row, n) -> n)
                .single();
        long used = jdbc.sql("select count(*) from job where state = 'queued' or worker is not null")
                .query(Long.class)
                .single();
        RateLimit limit = new RateLimit("jobs", most, Duration.ZERO, most - used - 1, SOON);
        if (used >= most) {
            throw limit.usedUp("%d jobs wait or run, as many as may; wait for one, or cancel one".formatted(used));
        }
        limit.tell();
    }
}
