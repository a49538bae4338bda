package dev.trainyard.security;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.tenant.Tenant;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who makes a request. */
public final class CurrentCaller {

    /** Everybody, where nobody is asked who they are. */
    public static final String ANYBODY = "default";

    private static final String ATTRIBUTE = CurrentCaller.class.getName();
    private static final String TENANT = ATTRIBUTE + ".tenant";
    private static final String OPERATOR = ATTRIBUTE + ".operator";

    private CurrentCaller() {}

    /** Remembers who makes a request, for those who look at it outside of security's own filters. */
    static void remember(HttpServletRequest request, ApiKey key) {
        request.setAttribute(ATTRIBUTE, key.name());
        request.setAttribute(OPERATOR, key.role() == Role.OPERATOR);
        remember(request, key.tenant());
    }

    static boolean isOperator(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(OPERATOR));
    }

    static boolean isIn(HttpServletRequest request, String tenant) {
        return tenant.equals(request.getAttribute(TENANT));
    }

    /** Where nobody is asked, everybody may everything, in every tenant. */
    static void rememberAnybody(HttpServletRequest request) {
        if (request.getAttribute(TENANT) == null) {
            request.setAttribute(OPERATOR, true);
            remember(request, Tenant.DEFAULT);
        }
    }

    static void remember(HttpServletRequest request, String tenant) {
        request.setAttribute(TENANT, tenant);
    }

    /** Works for the tenant of whoever made a request; for nobody, where that is not known. */
    public static Tenant.Scope scope(HttpServletRequest request) {
        return request.getAttribute(TENANT) instanceof String tenant ? Tenant.of(tenant) : Tenant.nobody();
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
        return Tenant.current();
    }

    /** What whoever makes the request at hand has proved itself with; empty where nobody is asked. */
    static Optional<ApiKey> key() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                ? Optional.of(caller.key())
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
