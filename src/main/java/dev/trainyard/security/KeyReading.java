package dev.trainyard.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, by {@code Authorization: Bearer ty_…} or {@code X-API-Key: ty_…}, and never by a query. */
final class KeyReading extends OncePerRequestFilter {

    private static final Refusal NOT_VALID = Refusal.invalid("This is no key of this service, or its time is over.");
    private static final String PLAIN = "X-API-Key";

    private final KnownCallers callers;

    KeyReading(KnownCallers callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        given(request).ifPresent(given -> check(given, request));
        chain.doFilter(request, response);
    }

    private void check(String given, HttpServletRequest request) {
        SecretKey.of(given)
                .flatMap(callers::of)
                .ifPresentOrElse(key -> Caller.enter(request, key), () -> NOT_VALID.remember(request));
    }

    private static Optional<String> given(HttpServletRequest request) {
        return Bearer.of(request).or(() -> Optional.ofNullable(request.getHeader(PLAIN)));
    }
}
