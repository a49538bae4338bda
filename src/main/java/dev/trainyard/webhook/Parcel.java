package dev.trainyard.webhook;

import java.util.List;

/**
 * A message that is to be sent now.
 *
 * @param attempt which sending it is: only its newest one is believed
 * @param tries how often it was sent since it was made, or asked for again
 * @param secrets the newest first
 */
record Parcel(
        String deliveryId,
        int attempt,
        int tries,
        String webhookId,
        String url,
        List<WebhookSecret> secrets,
        String messageId,
        String body) {

    Parcel {
        secrets = List.copyOf(secrets);
    }
}
