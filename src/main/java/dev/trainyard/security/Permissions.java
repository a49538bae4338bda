package dev.trainyard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may call what: the first rule that fits decides, and what no rule fits nobody may. */
public final class Permissions {

    private static final String ATTRIBUTE = Permissions.class.getName();
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> ANY = Set.of();
    private static final String ASKING =
            "{act:predict|generate|transform|reconstruct|score|recommend|explain|selftest}";

    private static final List<Rule> RULES = List.of(
            // Whether the service lives, what it can do, and the page that shows that.
            rule(ANY, "/v2/health/*", null),
            rule(ANY, "/actuator/health/**", null),
            rule(READING, "/", null),
            rule(READING, "/favicon.ico", null),
            rule(READING, "/swagger-ui.html", null),
            rule(READING, "/swagger-ui/**", null),
            rule(READING, "/v3/api-docs/**", null),
            rule(READING, "/v3/api-docs.yaml", null),
            // The address itself is the permission, for a while.
            rule(Set.of("PUT"), "/api/v1/datasets/uploads/*/parts/*", null),
            // Whoever has the cookie may throw it away.
            rule(Set.of("DELETE"), "/api/v1/session", null),
            rule(Set.of("POST"), "/api/v1/session", Role.VIEWER),
            rule(ANY, "/api/v1/keys/**", Role.ADMIN),
            rule(READING, "/api/v1/audit", Role.ADMIN),
            rule(ANY, "/api/v1/webhooks/**", Role.ADMIN),
            // Asks, and changes nothing.
            rule(Set.of("POST"), "/api/v1/plans", Role.VIEWER),
            rule(Set.of("POST"), "/api/v1/definitions/*/keras", Role.VIEWER),
            rule(Set.of("POST"), "/api/v1/models/*/" + ASKING, Role.VIEWER),
            rule(Set.of("POST"), "/api/v1/models/*/versions/*/" + ASKING, Role.VIEWER),
            rule(READING, "/api/v1/**", Role.VIEWER),
            rule(ANY, "/api/v1/**", Role.TRAINER),
            // What all callers of a model would wait for.
            rule(Set.of("POST"), "/v2/repository/models/*/unload", Role.TRAINER),
            rule(ANY, "/v2/**", Role.VIEWER),
            rule(ANY, "/v1/models/**", Role.VIEWER),
            rule(READING, "/actuator/sbom/**", Role.OPERATOR),
            rule(READING, "/actuator/**", Role.VIEWER));

    /** Names that begin with no dot, one slash between each two; nothing escaped, no parameters. */
    private static final Pattern PLAIN = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9_.:-]*+)++");

    private static final int MOST_REMEMBERED = 1_000;
    private static final int LONGEST_REMEMBERED = 200;

    /** What was decided on addresses that are asked again and again: that costs a prediction less than to go through the rules. */
    private static final Map<Asked, Decision> DECIDED = new ConcurrentHashMap<>();

    private Permissions() {}

    /**
     * Requests that are alike to us.
     *
     * @param methods none for any
     * @param role the least role that may; null where nobody is asked who they are
     */
    record Rule(
            Set<String> methods, PathPattern path, @Nullable Role role) {

        boolean fits(String method, PathContainer asked) {
            return (methods.isEmpty() || methods.contains(method)) && path.matches(asked);
        }

        /** @param caller the role of whoever calls; empty when that is not known */
        boolean admits(Optional<Role> caller) {
            return role == null || caller.isPresent() && caller.get().includes(role);
        }
    }

    private static Rule rule(Set<String> methods, String path, @Nullable Role role) {
        return new Rule(methods, PathPatternParser.defaultInstance.parse(path), role);
    }

    /** Whether a request may change something that callers see. */
    public static boolean changes(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && of(request).map(Rule::role).filter(Role.TRAINER::isWithin).isPresent();
    }

    static List<Rule> rules() {
        return RULES;
    }

    /** The rule of a request; empty where nobody may make it. */
    static Optional<Rule> of(HttpServletRequest request) {
        return decision(request).rule();
    }

    /** Whether somebody of such a role may make a request. */
    static boolean admit(HttpServletRequest request, Optional<Role> caller) {
        Optional<Rule> rule = of(request);
        return rule.isPresent() && rule.get().admits(caller);
    }

    /** Whether the address of a request can be read in one way only, however it is read. */
    static boolean isPlain(HttpServletRequest request) {
        return decision(request).plain();
    }

    /** The rule of such requests; empty where nobody may make it. */
    static Optional<Rule> of(String method, String path) {
        return decision(method, path).rule();
    }

    /** What there is to say of a request, which is looked for once. */
    private static Decision decision(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Decision found) {
            return found;
        }
        Decision decision = decision(request.getMethod(), request.getRequestURI());
        request.setAttribute(ATTRIBUTE, decision);
        return decision;
    }

    private record Decision(Optional<Rule> rule, boolean plain) {}

    private static Decision decision(String method, String path) {
        return path.length() > LONGEST_REMEMBERED ? found(method, path) : remembered(new Asked(method, path));
    }

    private static Decision remembered(Asked asked) {
        Decision decided = DECIDED.get(asked);
        if (decided == null) {
            decided = found(asked.method(), asked.path());
            if (DECIDED.size() >= MOST_REMEMBERED) {
                DECIDED.clear();
            }
            DECIDED.put(asked, decided);
        }
        return decided;
    }

    private record Asked(String method, String path) {}

    private static Decision found(String method, String path) {
        PathContainer asked = PathContainer.parsePath(path);
        Optional<Rule> rule =
                RULES.stream().filter(one -> one.fits(method, asked)).findFirst();
        return new Decision(rule, PLAIN.matcher(path).matches());
    }
}
