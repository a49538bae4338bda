package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.web.ProblemAnswers;
import dev.trainyard.role.ApiRole;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns calls away where there is no place to wait, once it is known who calls and before anything else: refusals must cost next
 * to nothing, or they cost the others' answers.
 */
@Component
@ApiRole
@Order(Ordered.HIGHEST_PRECEDENCE + 250)
class Door extends OncePerRequestFilter {

    private static final Pattern CALL = Pattern.compile(
            "/(?:api/v1|v1|v2)/models/([^/:]+)(?:/(?:versions|labels)/([^/:]+))?(?:/predict|/infer|:[a-z]+)");

    private final Predictions predictions;

    Door(Predictions predictions) {
        this.predictions = predictions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !predictions.areFull() || !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem refusal = refusal(CALL.matcher(request.getRequestURI()));
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            ProblemAnswers.write(refusal, request, response);
        }
    }

    private @Nullable Problem refusal(Matcher call) {
        if (!call.matches()) {
            return null;
        }
        String version = call.group(2);
        return predictions.refusal(call.group(1), version == null ? Models.LATEST : version);
    }
}
