package dev.trainyard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** Somebody who has proved itself. */
final class Caller extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient ApiKey key;

    Caller(ApiKey key) {
        super(List.of(new SimpleGrantedAuthority(key.role().word())));
        this.key = key;
        setAuthenticated(true);
    }

    /** Lets somebody in: who makes the request at hand is known from now on. */
    static void enter(HttpServletRequest request, ApiKey caller) {
        SecurityContextHolder.getContext().setAuthentication(new Caller(caller));
        CurrentCaller.remember(request, caller);
    }

    ApiKey key() {
        return key;
    }

    Role role() {
        return key.role();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return key.name();
    }
}
