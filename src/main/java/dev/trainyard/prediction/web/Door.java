package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.role.ApiRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Turns calls away before their bodies are read where there is no place to wait: refusals must cost next to nothing, or they cost the others' answers. */
@Component
@ApiRole
class Door implements HandlerInterceptor, WebMvcConfigurer {

    private final Predictions predictions;

    Door(Predictions predictions) {
        this.predictions = predictions;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        "/api/v1/models/*/predict",
                        "/api/v1/models/*/versions/*/predict",
                        "/v2/models/**",
                        "/v1/models/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("POST")
                && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> found) {
            Object model = found.containsKey("name") ? found.get("name") : found.get("model");
            Object version = found.get("version");
            predictions.checkPlace(String.valueOf(model), version == null ? Models.LATEST : String.valueOf(version));
        }
        return true;
    }
}
