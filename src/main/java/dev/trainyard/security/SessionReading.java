package dev.trainyard.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who looks, by the cookie of a browser. It only proves anything where nothing is changed. */
final class SessionReading extends OncePerRequestFilter {

    private static final Set<String> LOOKING = Set.of("GET", "HEAD");

    private final BrowserSessions sessions;

    SessionReading(BrowserSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !LOOKING.contains(request.getMethod())
                || SecurityContextHolder.getContext().getAuthentication() != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        secret(request).flatMap(sessions::of).ifPresent(caller -> Caller.enter(request, caller));
        chain.doFilter(request, response);
    }

    private static Optional<SecretKey> secret(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(SessionCookie.NAME))
                .map(Cookie::getValue)
                .flatMap(value -> SecretKey.of(value).stream())
                .findFirst();
    }
}
