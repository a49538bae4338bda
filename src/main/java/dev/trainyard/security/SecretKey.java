package dev.trainyard.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a caller proves itself with: {@code ty_} and 256 random bits in 43 characters. Only its SHA-256 is kept, by which
 * it is looked up, so that how long that takes says nothing of the key.
 */
record SecretKey(String secret) {

    private static final String BEGINNING = "ty_";
    private static final int LENGTH = 46;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int SHOWN = 7;

    SecretKey {
        if (!isOne(secret)) {
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
        return isOne(given) ? Optional.of(new SecretKey(given)) : Optional.empty();
    }

    private static boolean isOne(String given) {
        if (given.length() != LENGTH || !isLike(given)) {
            return false;
        }
        for (int i = BEGINNING.length(); i < LENGTH; i++) {
            if (!isDigit(given.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Of base 64, as addresses write it (RFC 4648, 5). */
    private static boolean isDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** Its beginning, by which people know it again. */
    String prefix() {
        return secret.substring(0, SHOWN);
    }

    /** SHA-256, as 64 hexadecimal digits. */
    String hash() {
        try {
            byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return prefix() + "...";
    }
}
