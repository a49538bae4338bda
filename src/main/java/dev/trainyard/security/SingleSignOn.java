package dev.trainyard.security;

import dev.trainyard.home.RefusedToStart;
import dev.trainyard.role.ApiRole;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the tokens of an OpenID Connect issuer, where {@code TRAINYARD_SECURITY=oidc}. The issuer is asked when the first token comes. */
@Configuration(proxyBeanMethods = false)
@ApiRole
@ConditionalOnProperty(name = "trainyard.security", havingValue = "oidc")
@EnableConfigurationProperties(OidcSettings.class)
class SingleSignOn {

    @Bean
    Tokens tokens(OidcSettings settings, @Value("${trainyard.insecure:false}") boolean insecure) {
        List<String> complaints = settings.complaints(insecure);
        if (!complaints.isEmpty()) {
            throw new RefusedToStart(String.join(" ", complaints));
        }
        Issuer issuer = new Issuer(String.valueOf(settings.issuer()), insecure);
        return new Tokens(settings, new IssuerKeys(issuer, Clock.systemUTC()), Clock.systemUTC());
    }
}
