package dev.trainyard.security;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.tenant.Tenant;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who makes a request. */
public final class CurrentCaller {

    /** Everybody, where nobody is asked who they are. */
    public static final String ANYBODY = "default";

    private static final String ATTRIBUTE = CurrentCaller.class.getName();
    private static final Known EVERYBODY = new Known(null, Tenant.DEFAULT);

    private CurrentCaller() {}

    /**
     * What a request says of its caller from when that is known, whichever thread answers it.
     *
     * @param key null where nobody is asked
     * @param tenant where it works; an operator's may be another than its key's
     */
    private record Known(@Nullable ApiKey key, String tenant) {}

    /** Lets somebody in: who makes a request is known from now on. */
    static void remember(HttpServletRequest request, ApiKey key) {
        request.setAttribute(ATTRIBUTE, new Known(key, key.tenant()));
    }

    /** Where nobody is asked, everybody may everything, in every tenant. */
    static void rememberAnybody(HttpServletRequest request) {
        if (known(request) == null) {
            request.setAttribute(ATTRIBUTE, EVERYBODY);
        }
    }

    /** Has a caller that is known work in another tenant. */
    static void goTo(HttpServletRequest request, String tenant) {
        Known caller = known(request);
        if (caller != null) {
            request.setAttribute(ATTRIBUTE, new Known(caller.key(), tenant));
        }
    }

    private static @Nullable Known known(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Known known ? known : null;
    }

    static boolean isOperator(HttpServletRequest request) {
        Known caller = known(request);
        return caller != null && (caller.key() == null || caller.key().role() == Role.OPERATOR);
    }

    static boolean isIn(HttpServletRequest request, String tenant) {
        Known caller = known(request);
        return caller != null && caller.tenant().equals(tenant);
    }

    /** Works for the tenant of whoever made a request; for nobody, where that is not known. */
    public static Tenant.Scope scope(HttpServletRequest request) {
        Known caller = known(request);
        return caller == null ? Tenant.nobody() : Tenant.of(caller.tenant());
    }

    /** The name of the key of whoever made a request. */
    public static String of(HttpServletRequest request) {
        Known caller = known(request);
        return caller == null || caller.key() == null ? ANYBODY : caller.key().name();
    }

    /** Whether what a request has shown was refused, so that nobody knows who made it. */
    public static boolean isStranger(HttpServletRequest request) {
        return known(request) == null && Refusal.of(request).isPresent();
    }

    /** For whom the request at hand is made. */
    public static String tenant() {
        return Tenant.current();
    }

    /** What whoever makes the request at hand has proved itself with; empty where nobody is asked. */
    static Optional<ApiKey> key() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.ofNullable(known(attributes.getRequest())).map(Known::key)
                : Optional.empty();
    }

    /**
     * Nobody hands on more than he has.
     *
     * @throws Problem {@code forbidden} when whoever makes the request at hand has not such a role in that tenant
     */
    static void refuseUnlessMay(String tenant, Role role) {
        Role its = key().map(ApiKey::role).orElse(Role.OPERATOR);
        if (!its.includes(role) || !(its == Role.OPERATOR || tenant.equals(tenant()))) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    "a key with the role '%s' in tenant '%s' is an operator's to make and to end, and this caller is '%s' in '%s'"
                            .formatted(role.word(), tenant, its.word(), tenant()));
        }
    }

    /** The name of the key of whoever makes the request at hand. */
    public static String name() {
        return key().map(ApiKey::name).orElse(ANYBODY);
    }
}
