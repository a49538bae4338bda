package dev.trainyard.security;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller proves itself with: {@code ty_} and 256 random bits in 43 characters. Only its SHA-256 is kept, by which
 * it is looked up, so that how long that takes says nothing of the key.
 */
record SecretKey(String secret) {

    private static final String BEGINNING = "ty_";
    private static final Pattern FORM = Pattern.compile("ty_[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int SHOWN = 7;

    SecretKey {
        if (!FORM.matcher(secret).matches()) {
            throw new IllegalArgumentException("a key is ty_ and 43 letters, digits, '-' or '_'");
        }
    }

    static SecretKey random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new SecretKey(BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Whether it begins as keys do, and tokens do not. */
    static boolean isLike(String given) {
        return given.startsWith(BEGINNING);
    }

    /** The key, unless it can be none. */
    static Optional<SecretKey> of(String given) {
        return isLike(given) && FORM.matcher(given).matches() ? Optional.of(new SecretKey(given)) : Optional.empty();
    }

    /** Its beginning, by which people know it again. */
    String prefix() {
        return secret.substring(0, SHOWN);
    }

    Sha256 sha256() {
        return Sha256.of(secret);
    }

    /** SHA-256, as 64 hexadecimal digits. */
    String hash() {
        return sha256().hex();
    }

    @Override
    public String toString() {
        return prefix() + "...";
    }
}
