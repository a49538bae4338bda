package dev.trainyard.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Checks tokens of the issuer: who signed them, for whom, and until when. */
final class Tokens {

    /** By how much the issuer's clock and ours may differ. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** A key that everybody may know proves nothing by a secret, so none of these has one. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** As RFC 7519 and RFC 9068 call them; other things that an issuer signs, such as a logout, are no proof. */
    private static final JOSEObjectType ACCESS = new JOSEObjectType("at+jwt");

    private final NimbusJwtDecoder decoder;
    private final TokenCallers callers;

    Tokens(OidcSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
        this.callers = new TokenCallers(settings);
        this.decoder = new NimbusJwtDecoder(signatures(keys));
        this.decoder.setJwtValidator(claims(settings, clock));
    }

    private static DefaultJWTProcessor<SecurityContext> signatures(JWKSource<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, ACCESS, new JOSEObjectType("application/at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // they are looked at below
        return processor;
    }

    private static OAuth2TokenValidator<Jwt> claims(OidcSettings settings, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setAllowEmptyExpiryClaim(false);
        times.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(List.of(
                times,
                new JwtIssuerValidator(String.valueOf(settings.issuer())),
                new JwtAudienceValidator(String.valueOf(settings.audience()))));
    }

    /** Whom a token speaks for. */
    Verdict of(String token) {
        try {
            return callers.of(decoder.decode(token));
        } catch (JwtValidationException e) {
            return Refusal.invalid("This token is not taken: %s".formatted(first(e)));
        } catch (BadJwtException e) {
            return Refusal.invalid("This is neither a key of this service nor a token of its issuer.");
        } catch (JwtException e) {
            return Refusal.issuerAway();
        }
    }

    private static String first(JwtValidationException e) {
        return e.getErrors().stream()
                .map(OAuth2Error::getDescription)
                .findFirst()
                .orElse("a claim does not fit");
    }
}
