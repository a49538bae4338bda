package dev.trainyard.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what secrets are kept and looked up, so that how long that takes says nothing of them. */
final class Sha256 {

    // To copy one is cheaper than to look for one, and predictions ask for it each time.
    private static final MessageDigest FRESH = fresh();

    private Sha256() {}

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** 64 hexadecimal digits. */
    static String of(String secret) {
        try {
            MessageDigest sha256 = (MessageDigest) FRESH.clone();
            return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own SHA-256 can be copied", e);
        }
    }
}
