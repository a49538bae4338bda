package dev.trainyard.trainer.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A digest over which steps of which sequences each part has: equal digests mean equal splits. */
final class SplitDigest {

    private SplitDigest() {}

    static String of(List<Part> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(part -> add(part, digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(Part part, MessageDigest digest) {
        digest.update(part.name().getBytes(StandardCharsets.UTF_8));
        Runs features = (Runs) part.features();
        ByteBuffer bytes = ByteBuffer.allocate(8 * features.rows());
        for (int i = 0; i < features.rows(); i++) {
            bytes.putInt(features.from()[i]).putInt(features.length()[i]);
        }
        digest.update(bytes.array());
    }
}
