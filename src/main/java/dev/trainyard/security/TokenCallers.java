package dev.trainyard.security;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who a token of the issuer speaks for: which role, which tenant, and under which name. */
final class TokenCallers {

    /** Names of keys have no colon, so that whatever a token calls its bearer, it is never taken for a key. */
    private static final String OF_ISSUER = "oidc:";

    private static final String ONLY_TENANT = "default";
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,200}");

    private final OidcSettings settings;
    private final Map<String, Role> roleByWord;

    TokenCallers(OidcSettings settings) {
        this.settings = settings;
        this.roleByWord = settings.roleByWord();
    }

    Verdict of(Jwt token) {
        Claims claims = new Claims(token.getClaims());
        Optional<Role> role = role(claims);
        if (role.isEmpty()) {
            return Refusal.powerless(
                    "The claim '%s' of this token has nothing that makes a role; TRAINYARD_OIDC_ROLES says what does."
                            .formatted(settings.roleClaim()));
        }
        Optional<String> tenant = tenant(claims);
        if (tenant.isEmpty()) {
            return Refusal.powerless("The claim '%s' of this token names no tenant.".formatted(settings.tenantClaim()));
        }
        Optional<String> name = name(claims);
        if (name.isEmpty()) {
            return Refusal.powerless("The claim '%s' of this token is no name.".formatted(settings.nameClaim()));
        }
        return new Verdict.Admitted(
                new ApiKey("token", name.get(), role.get(), tenant.get(), "", Instant.EPOCH, end(token), null));
    }

    /** Until when it is taken; there is none that never ends. */
    private static Instant end(Jwt token) {
        return Objects.requireNonNull(token.getExpiresAt()).plus(Tokens.SKEW);
    }

    /** The highest that it makes. */
    private Optional<Role> role(Claims claims) {
        return claims.words(settings.roleClaim()).stream()
                .flatMap(word -> Optional.ofNullable(roleByWord.get(word)).stream())
                .max(Comparator.naturalOrder());
    }

    private Optional<String> tenant(Claims claims) {
        String claim = settings.tenantClaim();
        return claim == null || claim.isBlank()
                ? Optional.of(ONLY_TENANT)
                : claims.text(claim).filter(text -> TENANT.matcher(text).matches());
    }

    private Optional<String> name(Claims claims) {
        return claims.text(settings.nameClaim())
                .filter(text -> NAME.matcher(text).matches())
                .map(OF_ISSUER::concat);
    }
}
