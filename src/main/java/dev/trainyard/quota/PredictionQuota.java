package dev.trainyard.quota;

import dev.trainyard.role.ApiRole;
import dev.trainyard.security.CurrentCaller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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
    private final LongSupplier nanos;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    @Autowired
    PredictionQuota(QuotaSettings settings) {
        this(settings, System::nanoTime);
    }

    PredictionQuota(QuotaSettings settings, LongSupplier nanos) {
        this.perSecond = settings.predictions();
        this.nanos = nanos;
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
        TokenBucket.Taken taken = buckets.computeIfAbsent(tenant, name -> new TokenBucket(most, nanos.getAsLong()))
                .take(nanos.getAsLong());
        RateLimit limit =
                new RateLimit("predictions", most, SECOND, taken.left(), taken.granted() ? SECOND : taken.next());
        if (!taken.granted()) {
            throw limit.usedUp("%d predictions a second are asked already, as many as may be".formatted(most));
        }
        limit.tell();
    }
}
