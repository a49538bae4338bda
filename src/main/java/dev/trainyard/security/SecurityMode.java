package dev.trainyard.security;

import dev.trainyard.home.RefusedToStart;
import java.util.Locale;

/** Whether callers are asked who they are, and by what they may show it. */
enum SecurityMode {
    /** Nobody is asked. */
    OFF,
    /** By keys of ours. */
    KEYS,
    /** By tokens of an OpenID Connect issuer; and by keys, for machines. */
    OIDC;

    /** The setting {@code TRAINYARD_SECURITY}; YAML and some shells read a bare off as false. */
    static SecurityMode of(String setting) {
        return switch (setting.strip().toLowerCase(Locale.ROOT)) {
            case "off", "false" -> OFF;
            case "keys" -> KEYS;
            case "oidc" -> OIDC;
            default ->
                throw new RefusedToStart(
                        "TRAINYARD_SECURITY is '%s'; it is 'off', 'keys' or 'oidc'.".formatted(setting));
        };
    }
}
