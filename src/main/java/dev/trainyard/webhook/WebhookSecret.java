package dev.trainyard.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/** What messages are signed with: {@code whsec_} and 24 to 64 bytes in base64 (Standard Webhooks, "Symmetric"). */
record WebhookSecret(byte[] bytes) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "whsec_";
    private static final int USUAL = 32;
    private static final int LEAST = 24;
    private static final int MOST = 64;

    WebhookSecret {
        if (bytes.length < LEAST || bytes.length > MOST) {
            throw new IllegalArgumentException("a secret has %d to %d bytes".formatted(LEAST, MOST));
        }
    }

    static WebhookSecret random() {
        byte[] bytes = new byte[USUAL];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    static WebhookSecret of(String written) {
        return new WebhookSecret(Base64.getDecoder().decode(written.substring(PREFIX.length())));
    }

    String written() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return PREFIX + "...";
    }
}
