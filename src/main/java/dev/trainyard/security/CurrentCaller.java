package dev.trainyard.security;

import org.springframework.security.core.context.SecurityContextHolder;

/** Who makes the request at hand. */
public final class CurrentCaller {

    /** Everybody, where nobody is asked who they are. */
    public static final String ANYBODY = "default";

    private CurrentCaller() {}

    /** The name of the caller's key. */
    public static String name() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                ? caller.getName()
                : ANYBODY;
    }
}
