package dev.trainyard.security;

import dev.trainyard.tenant.Tenant;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Finds out who looks, by the cookie of a browser. It only proves anything where nothing is changed. */
final class SessionReading implements Identification {

    private static final Set<String> LOOKING = Set.of("GET", "HEAD");

    private final BrowserSessions sessions;

    SessionReading(BrowserSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<ApiKey> of(HttpServletRequest request, Optional<String> bearer) {
        return LOOKING.contains(request.getMethod())
                ? secret(request).flatMap(cookie -> Tenant.amongAll(() -> sessions.of(cookie)))
                : Optional.empty();
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
