package dev.trainyard.problem.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Goes on with the caller's trace (header {@code traceparent}, W3C Trace Context) or begins one, and puts it into the log. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class Traces extends OncePerRequestFilter {

    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (MDC.MDCCloseable ignoredTrace = MDC.putCloseable("traceId", trace(request.getHeader("traceparent")));
                MDC.MDCCloseable ignoredSpan = MDC.putCloseable("spanId", random(8))) {
            chain.doFilter(request, response);
        }
    }

    private static String trace(@Nullable String given) {
        Matcher matcher = TRACEPARENT.matcher(given == null ? "" : given);
        return matcher.matches() ? matcher.group(1) : random(16);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
