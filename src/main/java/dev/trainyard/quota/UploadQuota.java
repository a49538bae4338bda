package dev.trainyard.quota;

import dev.trainyard.role.ApiRole;
import dev.trainyard.security.CurrentCaller;
import dev.trainyard.tenant.Tenant;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How many data sets come in a day, and how much is stored; counted in the database, for all processes. */
@Component
@ApiRole
class UploadQuota implements HandlerInterceptor, WebMvcConfigurer {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String TAKE = """
            insert into quota_use (tenant, day, uploads) values (?, cast(now() at time zone 'UTC' as date), 1)
            on conflict (tenant, day) do update set uploads = quota_use.uploads + 1 where quota_use.uploads < ?
            returning uploads
            """;

    private static final String SECONDS_LEFT = """
            select cast(86400 - extract(epoch from (now() at time zone 'UTC') - date_trunc('day', now() at time zone 'UTC')) as bigint)
            """;

    /** What was uploaded, and the bundles of models. */
    private static final String STORED = """
            select (select coalesce(sum(bytes), 0) from dataset where %1$s) + (
                select coalesce(sum(cast(artifact ->> 'bytes' as bigint)), 0)
                from model_version, jsonb_array_elements(artifacts) artifact where %1$s and artifact ->> 'name' = 'bundle.zip')
            """.formatted(Tenant.OWN_ROWS);

    private final JdbcClient jdbc;
    private final QuotaSettings settings;

    UploadQuota(JdbcClient jdbc, QuotaSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        if (settings.uploads() != null || settings.stored() != null) {
            registry.addInterceptor(this)
                    .addPathPatterns("/api/v1/datasets", "/api/v1/datasets/samples/*", "/api/v1/datasets/uploads");
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("POST") && request.getDispatcherType() == DispatcherType.REQUEST) {
            takeRoom(Math.max(0, request.getContentLengthLong()));
            takeUpload(CurrentCaller.tenant());
        }
        return true;
    }

    private void takeRoom(long bytes) {
        DataSize most = settings.stored();
        if (most == null) {
            return;
        }
        long stored = jdbc.sql(STORED).query(Long.class).single();
        RateLimit limit = new RateLimit("stored", most.toBytes(), Duration.ZERO, most.toBytes() - stored, HOUR);
        if (stored + bytes > most.toBytes() || stored == most.toBytes()) {
            throw limit.usedUp(
                    "%d bytes are stored and %d more would be, of the %d that may be; delete data sets or versions of models"
                            .formatted(stored, bytes, most.toBytes()));
        }
        limit.tell();
    }

    private void takeUpload(String tenant) {
        Integer most = settings.uploads();
        if (most == null) {
            return;
        }
        Integer used = jdbc.sql(TAKE)
                .param(tenant)
                .param(most)
                .query(Integer.class)
                .optional()
                .orElse(null);
        Duration reset =
                Duration.ofSeconds(jdbc.sql(SECONDS_LEFT).query(Long.class).single());
        RateLimit limit = new RateLimit("uploads", most, DAY, used == null ? 0 : most - used, reset);
        if (used == null) {
            throw limit.usedUp(
                    "%d uploads came today, as many as may; the next day begins at midnight UTC".formatted(most));
        }
        limit.tell();
    }
}
