package dev.trainyard.security;

import dev.trainyard.role.ApiRole;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Asks every caller who it is, where {@code TRAINYARD_SECURITY} is not {@code off}: by tokens, keys and cookies, in this order. */
@Configuration(proxyBeanMethods = false)
@ApiRole
@WhereCallersAreAsked
class KeySecurity {

    private static final int AFTER_BROWSER_GUARD = Ordered.HIGHEST_PRECEDENCE + 200;

    /** Answers that come later, and error pages, were decided upon when the request came. */
    @Bean
    FilterRegistrationBean<Gate> callersFirst(
            KnownCallers keys, ObjectProvider<Tokens> tokens, BrowserSessions sessions) {
        List<Identification> ways = new ArrayList<>();
        tokens.ifAvailable(known -> ways.add(new TokenReading(known, Clock.systemUTC())));
        ways.add(new KeyReading(keys));
        ways.add(new SessionReading(sessions));
        FilterRegistrationBean<Gate> registration = new FilterRegistrationBean<>(new Gate(ways));
        registration.setOrder(AFTER_BROWSER_GUARD);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }
}
