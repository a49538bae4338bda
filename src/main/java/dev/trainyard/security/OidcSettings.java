package dev.trainyard.security;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are taken with {@code TRAINYARD_SECURITY=oidc}, and what follows from what they say.
 *
 * @param issuer who signs them, exactly as they name it
 * @param audience for whom they must be meant
 * @param roleClaim which claim has the roles or groups; dots lead into objects
 * @param roles what of that claim makes which role: {@code admins=admin,staff=viewer}
 * @param tenantClaim which claim has the tenant; null when all are of the default one
 * @param nameClaim which claim has the name that the audit shows
 */
@ConfigurationProperties("trainyard.oidc")
record OidcSettings(
        @Nullable String issuer,
        @Nullable String audience,
        @DefaultValue("roles") String roleClaim,

        @DefaultValue("viewer=viewer,trainer=trainer,admin=admin")
        String roles,

        @Nullable String tenantClaim,
        @DefaultValue("sub") String nameClaim) {

    /** What somebody has to change, in sentences; none when all is well. */
    List<String> complaints(boolean insecure) {
        List<String> complaints = new ArrayList<>();
        if (issuer == null || issuer.isBlank()) {
            complaints.add("TRAINYARD_OIDC_ISSUER is missing; it is the address that tokens name as their 'iss'.");
        } else if (!insecure && !isSafe(issuer)) {
            complaints.add(
                    "TRAINYARD_OIDC_ISSUER is '%s'; it is an https address, for whoever can answer in its place makes admins."
                            .formatted(issuer));
        }
        if (isMissing(audience)) {
            complaints.add(
                    "TRAINYARD_OIDC_AUDIENCE is missing; without it, tokens that are meant for other services would be taken.");
        }
        try {
            roleByWord();
        } catch (IllegalArgumentException e) {
            complaints.add(String.valueOf(e.getMessage()));
        }
        return complaints;
    }

    private static boolean isMissing(@Nullable String setting) {
        return setting == null || setting.isBlank();
    }

    /** By TLS, or within this machine. */
    static boolean isSafe(String address) {
        try {
            URI url = URI.create(address);
            return url.getHost() != null
                    && ("https".equals(url.getScheme())
                            || "http".equals(url.getScheme())
                                    && InetAddress.getByName(url.getHost()).isLoopbackAddress());
        } catch (IllegalArgumentException | UnknownHostException e) {
            return false;
        }
    }

    /** Which role each word of the claim makes. */
    Map<String, Role> roleByWord() {
        Map<String, Role> byWord = new LinkedHashMap<>();
        for (String pair : roles.split(",")) {
            int sign = pair.lastIndexOf('=');
            if (sign < 1) {
                throw unreadable(pair);
            }
            byWord.put(
                    pair.substring(0, sign).strip(),
                    role(pair, pair.substring(sign + 1).strip()));
        }
        return byWord;
    }

    private static Role role(String pair, String word) {
        try {
            return Role.of(word.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw unreadable(pair);
        }
    }

    private static IllegalArgumentException unreadable(String pair) {
        return new IllegalArgumentException(
                "TRAINYARD_OIDC_ROLES has '%s'; it has pairs of what the claim says and a role, such as admins=admin,staff=viewer."
                        .formatted(pair.strip()));
    }
}
