package dev.trainyard.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what secrets are kept and looked up, so that how long that takes says nothing of them: the digest in four parts of 64 bits.
 */
record Sha256(long first, long second, long third, long fourth) {

    private static final int BYTES = 32;

    // To copy one is cheaper than to look for one, and predictions ask for it each time.
    private static final MessageDigest FRESH = fresh();

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static Sha256 of(String secret) {
        try {
            MessageDigest sha256 = (MessageDigest) FRESH.clone();
            ByteBuffer digest = ByteBuffer.wrap(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
            return new Sha256(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own SHA-256 can be copied", e);
        }
    }

    /** 64 hexadecimal digits. */
    String hex() {
        ByteBuffer digest = ByteBuffer.allocate(BYTES);
        digest.putLong(first).putLong(second).putLong(third).putLong(fourth);
        return HexFormat.of().formatHex(digest.array());
    }
}
