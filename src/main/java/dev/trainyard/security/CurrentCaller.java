package dev.trainyard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who makes a request. */
public final class CurrentCaller {

    /** Everybody, where nobody is asked who they are. */
    public static final String ANYBODY = "default";

    /** Whose everything is: there is one tenant. */
    private static final String ONLY_TENANT = "default";

    private static final String ATTRIBUTE = CurrentCaller.class.getName();

    private CurrentCaller() {}

    /** Remembers who makes a request, for those who look at it outside of security's own filters. */
    static void remember(HttpServletRequest request, ApiKey key) {
        request.setAttribute(ATTRIBUTE, key.name());
    }

    /** The name of the key of whoever made a request. */
    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String name ? name : ANYBODY;
    }

    /** Whether what a request has shown was refused, so that nobody knows who made it. */
    public static boolean isStranger(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) == null && Refusal.of(request).isPresent();
    }

    /** For whom the request at hand is made. */
    public static String tenant() {
        return key().map(ApiKey::tenant).orElse(ONLY_TENANT);
    }

    /** What whoever makes the request at hand has proved itself with; empty where nobody is asked. */
    static Optional<ApiKey> key() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                ? Optional.of(caller.key())
                : Optional.empty();
    }

    /** The name of the key of whoever makes the request at hand. */
    public static String name() {
        return key().map(ApiKey::name).orElse(ANYBODY);
    }
}
