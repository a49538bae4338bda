package dev.trainyard.problem.web;

import dev.trainyard.trace.Span;
import dev.trainyard.trace.Spans;
import dev.trainyard.trace.TraceParent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Goes on with the caller's trace (header {@code traceparent}, W3C Trace Context) or begins one, puts it into the log, and tells
 * the request's span where spans are collected.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class Traces extends OncePerRequestFilter {

    private static final int FIRST_FAULT_OF_OURS = 500;

    private final Spans spans;

    Traces(Spans spans) {
        this.spans = spans;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<TraceParent> caller = TraceParent.of(request.getHeader("traceparent"));
        TraceParent own = caller.map(TraceParent::next).orElseGet(TraceParent::begin);
        Instant begin = spans.areExported() ? Instant.now() : Instant.EPOCH;
        try (MDC.MDCCloseable ignoredTrace = MDC.putCloseable("traceId", own.trace());
                MDC.MDCCloseable ignoredSpan = MDC.putCloseable("spanId", own.span());
                MDC.MDCCloseable ignoredFlags = MDC.putCloseable("traceFlags", own.sampled() ? "01" : "00")) {
            chain.doFilter(request, response);
        } finally {
            if (spans.areExported()) {
                tell(request, response, own, caller, begin);
            }
        }
    }

    private void tell(
            HttpServletRequest request,
            HttpServletResponse response,
            TraceParent own,
            Optional<TraceParent> caller,
            Instant begin) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String route = pattern == null ? "" : pattern.toString();
        String status = Integer.toString(response.getStatus());
        spans.tell(new Span(
                (request.getMethod() + " " + route).strip(),
                own,
                caller.map(TraceParent::span).orElse(null),
                true,
                begin,
                Instant.now(),
                Map.of(
                        "http.request.method",
                        request.getMethod(),
                        "http.route",
                        route,
                        "http.response.status_code",
                        status),
                response.getStatus() < FIRST_FAULT_OF_OURS ? null : status));
    }
}
