package dev.trainyard.security;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Asks every caller who it is, where {@code TRAINYARD_SECURITY} is not {@code off}. */
@Configuration(proxyBeanMethods = false)
@ApiRole
@EnableWebSecurity
@WhereCallersAreAsked
class KeySecurity {

    private static final int AFTER_BROWSER_GUARD = Ordered.HIGHEST_PRECEDENCE + 200;

    private final HandlerExceptionResolver problems;

    KeySecurity(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Bean
    SecurityFilterChain callers(
            HttpSecurity http, KnownCallers callers, ObjectProvider<Tokens> tokens, BrowserSessions sessions) {
        http.addFilterBefore(new KeyReading(callers), AnonymousAuthenticationFilter.class);
        tokens.ifAvailable(known ->
                http.addFilterBefore(new TokenReading(known, Clock.systemUTC()), AnonymousAuthenticationFilter.class));
        return http.sessionManagement(none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // What a browser sends by itself changes nothing here.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .addFilterBefore(new SessionReading(sessions), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(KeySecurity::decide))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, refused) -> refuseStranger(request, response))
                        .accessDeniedHandler((request, response, refused) -> refuse(request, response)))
                .build();
    }

    /** Answers that come later, and error pages, were decided upon when the request came. */
    @Bean
    FilterRegistrationBean<Filter> callersFirst(@Qualifier("springSecurityFilterChain") Filter chain) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(chain);
        registration.setOrder(AFTER_BROWSER_GUARD);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    private static AuthorizationDecision decide(
            Supplier<? extends Authentication> caller, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        Optional<Permissions.Rule> rule = Permissions.of(request.getMethod(), request.getRequestURI());
        return new AuthorizationDecision(rule.isPresent() && rule.get().admits(role(caller.get())));
    }

    private static Optional<Role> role(Authentication caller) {
        return caller instanceof Caller known ? Optional.of(known.role()) : Optional.empty();
    }

    /** Says what is wrong with what was shown; or to show something. */
    private void refuseStranger(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Refusal refusal = Refusal.of(request).orElse(Refusal.NOTHING_SHOWN);
        refusal.challenge().ifPresent(challenge -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge));
        answer(request, response, refusal.problem());
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String needed = Permissions.of(request.getMethod(), request.getRequestURI())
                .map(Permissions.Rule::role)
                .map(role -> "the role '%s'".formatted(role.word()))
                .orElse("more than anybody has");
        answer(
                request,
                response,
                new Problem(
                        ProblemType.FORBIDDEN,
                        "%s %s needs %s, and this caller has less."
                                .formatted(request.getMethod(), request.getRequestURI(), needed)));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (problems.resolveException(request, response, null, problem) == null) {
            response.sendError(problem.type().status());
        }
    }
}
