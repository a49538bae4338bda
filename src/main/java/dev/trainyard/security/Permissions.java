package dev.trainyard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final int MOST_REMEMBERED = 1_000;
    private static final int LONGEST_REMEMBERED = 200;

    /** What was decided on addresses that are asked again and again: that costs a prediction less than to go through the rules. */
    private static final Map<Asked, Optional<Rule>> DECIDED = new ConcurrentHashMap<>();

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

    /** The rule of a request, which is looked for once; empty where nobody may make it. */
    static Optional<Rule> of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Decision found) {
            return found.rule();
        }
        Optional<Rule> rule = of(request.getMethod(), request.getRequestURI());
        request.setAttribute(ATTRIBUTE, new Decision(rule));
        return rule;
    }

    private record Decision(Optional<Rule> rule) {}

    /** The rule of such requests; empty where nobody may make it. */
    static Optional<Rule> of(String method, String path) {
        return path.length() > LONGEST_REMEMBERED ? found(method, path) : remembered(new Asked(method, path));
    }

    private static Optional<Rule> remembered(Asked asked) {
        Optional<Rule> decided = DECIDED.get(asked);
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

    private static Optional<Rule> found(String method, String path) {
        PathContainer asked = PathContainer.parsePath(path);
        return RULES.stream().filter(rule -> rule.fits(method, asked)).findFirst();
    }
}
