package dev.trainyard.dataset.upload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs who may send which part until when: HMAC-SHA256 under a secret of the upload. */
final class Tickets {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tickets() {}

    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** The ticket for a part, in signs that need no escaping in an address. */
    static String of(PartedUpload upload, int number, Instant until) {
        String right =
                "%s\n%d\n%d\n%d".formatted(upload.id(), number, upload.plan().length(number), until.getEpochSecond());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(upload.secret()), ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(right.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether the ticket is that of the part, whatever the time; takes as long for a wrong one as for the right one. */
    static boolean isOf(PartedUpload upload, int number, Instant until, String ticket) {
        return MessageDigest.isEqual(
                of(upload, number, until).getBytes(StandardCharsets.UTF_8), ticket.getBytes(StandardCharsets.UTF_8));
    }
}
