package dev.trainyard.webhook;

/**
 * A webhook whose secret is shown this once.
 *
 * @param secret {@code whsec_…}
 */
public record IssuedWebhook(Webhook webhook, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return webhook.toString();
    }
}
