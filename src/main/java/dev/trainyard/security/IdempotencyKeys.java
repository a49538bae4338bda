package dev.trainyard.security;

import dev.trainyard.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses {@code Idempotency-Key}: a promise that is not kept yet must not look as if it were. */
@Configuration(proxyBeanMethods = false)
class IdempotencyKeys implements WebMvcConfigurer {

    private static final String HEADER = "Idempotency-Key";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Refusal()).addPathPatterns("/api/**");
    }

    private static final class Refusal implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getHeader(HEADER) != null) {
                throw Problem.notAvailable(
                        "%s is not built yet. Send the request without it, and look for what it made before repeating it."
                                .formatted(HEADER));
            }
            return true;
        }
    }
}
