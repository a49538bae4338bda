package dev.trainyard.security;

/**
 * A key whose secret is shown this once.
 *
 * @param secret {@code ty_…}
 */
public record IssuedKey(ApiKey key, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return key.toString();
    }
}
