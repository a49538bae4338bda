package dev.trainyard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.ResponseCookie;

/** What a browser keeps: no script reads it, no other site's page sends it, and it is sent to the API alone. */
public final class SessionCookie {

    public static final String NAME = "trainyard_session";

    private SessionCookie() {}

    /** @param secret empty to take it away */
    public static String of(String secret, HttpServletRequest request, PublicUrl publicUrl) {
        return ResponseCookie.from(NAME, secret)
                .path("/api/v1")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure() || publicUrl.isSecure())
                .maxAge(secret.isEmpty() ? Duration.ZERO : BrowserSessions.LIFETIME)
                .build()
                .toString();
    }
}
