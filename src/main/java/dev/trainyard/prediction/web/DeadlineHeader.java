package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Deadline;
import dev.trainyard.role.ApiRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets callers say how long they wait for an answer: {@code X-Request-Timeout}. */
@Component
@ApiRole
class DeadlineHeader implements HandlerInterceptor, WebMvcConfigurer {

    private static final String NAME = "X-Request-Timeout";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/v1/models/**", "/v2/models/**", "/v1/models/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String given = request.getHeader(NAME);
        if (given != null) {
            Deadline.onThisThread(Deadline.of(given));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        Deadline.onThisThread(null);
    }
}
