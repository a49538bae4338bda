package dev.trainyard.security;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.web.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.request.async.SecurityContextCallableProcessingInterceptor;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request in when its caller may make it, and tells it otherwise why not. One filter in place of the dozen of Spring
 * Security's usual chain, which took more of the time of a prediction.
 */
final class Gate extends OncePerRequestFilter {

    /** Names that begin with no dot, one slash between each two; nothing escaped, no parameters. */
    private static final Pattern PLAIN = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9_.:-]*+)++");

    private final List<Identification> ways;
    private final HttpFirewall firewall = new StrictHttpFirewall();

    Gate(List<Identification> ways) {
        this.ways = List.copyOf(ways);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isAmbiguous(request)) {
            Problem problem = new Problem(ProblemType.MALFORMED_REQUEST, "the address is written ambiguously");
            ProblemAnswers.write(problem, request, response);
            return;
        }
        try {
            Optional<ApiKey> caller = caller(request);
            caller.ifPresent(known -> enter(request, known));
            if (Permissions.of(request)
                    .filter(rule -> rule.admits(caller.map(ApiKey::role)))
                    .isPresent()) {
                chain.doFilter(request, response);
            } else {
                refuse(request, response, caller.isPresent());
            }
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Whether it could be read in two ways, by the rules here and by what would answer it. */
    private boolean isAmbiguous(HttpServletRequest request) {
        if (PLAIN.matcher(request.getRequestURI()).matches()) {
            return false;
        }
        try {
            firewall.getFirewalledRequest(request);
            return false;
        } catch (RequestRejectedException e) {
            return true;
        }
    }

    private Optional<ApiKey> caller(HttpServletRequest request) {
        for (Identification way : ways) {
            Optional<ApiKey> caller = way.of(request);
            if (caller.isPresent()) {
                return caller;
            }
        }
        return Optional.empty();
    }

    /** Also for what is answered on another thread. */
    private static void enter(HttpServletRequest request, ApiKey caller) {
        Caller.enter(request, caller);
        WebAsyncUtils.getAsyncManager(request)
                .registerCallableInterceptor(
                        Gate.class,
                        new SecurityContextCallableProcessingInterceptor(SecurityContextHolder.getContext()));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, boolean known)
            throws IOException {
        if (known) {
            ProblemAnswers.write(tooLittle(request), request, response);
            return;
        }
        Refusal refusal = Refusal.of(request).orElse(Refusal.NOTHING_SHOWN);
        refusal.challenge().ifPresent(challenge -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge));
        ProblemAnswers.write(refusal.problem(), request, response);
    }

    private static Problem tooLittle(HttpServletRequest request) {
        String needed = Permissions.of(request)
                .map(Permissions.Rule::role)
                .map(role -> "the role '%s'".formatted(role.word()))
                .orElse("more than anybody has");
        return new Problem(
                ProblemType.FORBIDDEN,
                "%s %s needs %s, and this caller has less."
                        .formatted(request.getMethod(), request.getRequestURI(), needed));
    }
}
