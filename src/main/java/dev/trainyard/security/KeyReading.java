package dev.trainyard.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, by {@code Authorization: Bearer ty_…} or {@code X-API-Key: ty_…}, and never by a query. */
final class KeyReading extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";
    private static final String PLAIN = "X-API-Key";

    private final KnownCallers callers;

    KeyReading(KnownCallers callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional.ofNullable(given(request))
                .flatMap(SecretKey::of)
                .flatMap(callers::of)
                .ifPresent(key -> enter(request, key));
        chain.doFilter(request, response);
    }

    private static void enter(HttpServletRequest request, ApiKey key) {
        SecurityContextHolder.getContext().setAuthentication(new Caller(key));
        CurrentCaller.remember(request, key);
    }

    private static @Nullable String given(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return request.getHeader(PLAIN);
    }
}
