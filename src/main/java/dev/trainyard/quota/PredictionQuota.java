package dev.trainyard.quota;

import dev.trainyard.role.ApiRole;
import dev.trainyard.security.CurrentCaller;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How often models are asked; counted in memory, so that asking stays cheap. */
@Component
@ApiRole
@EnableConfigurationProperties(QuotaSettings.class)
class PredictionQuota implements HandlerInterceptor, WebMvcConfigurer {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final @Nullable Integer perSecond;
    private final TimeMeter clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    @Autowired
    PredictionQuota(QuotaSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    PredictionQuota(QuotaSettings settings, TimeMeter clock) {
        this.perSecond = settings.predictions();
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        if (perSecond != null) {
            registry.addInterceptor(this)
                    .addPathPatterns(
                            "/api/v1/models/*/*", "/api/v1/models/*/versions/*/*", "/v2/models/**", "/v1/models/**")
                    .excludePathPatterns(
                            "/api/v1/models/*/rollback",
                            "/api/v1/models/*/versions/*/reproduce",
                            "/api/v1/models/*/versions/*/evaluate");
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (perSecond != null
                && request.getMethod().equals("POST")
                && request.getDispatcherType() == DispatcherType.REQUEST) {
            take(CurrentCaller.tenant(), perSecond);
        }
        return true;
    }

    private void take(String tenant, int most) {
        ConsumptionProbe taken =
                buckets.computeIfAbsent(tenant, name -> bucket(most)).tryConsumeAndReturnRemaining(1);
        RateLimit limit = new RateLimit("predictions", most, SECOND, taken.getRemainingTokens(), reset(taken));
        if (!taken.isConsumed()) {
            throw limit.usedUp("%d predictions a second are asked already, as many as may be".formatted(most));
        }
        limit.tell();
    }

    /** Holds as many as may be asked in a second, and fills up evenly. */
    private Bucket bucket(int most) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, SECOND))
                .withCustomTimePrecision(clock)
                .build();
    }

    private static Duration reset(ConsumptionProbe taken) {
        return taken.isConsumed() ? SECOND : Duration.ofNanos(taken.getNanosToWaitForRefill());
    }
}
