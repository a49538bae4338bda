package dev.trainyard.webhook.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trainyard.webhook.Delivery;
import dev.trainyard.webhook.DeliveryAttempt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A delivery with all that is known of it. */
@Schema(name = "WebhookDeliveryReport")
record DeliveryView(
        @JsonUnwrapped Delivery about,

        @Schema(description = "How each sending ended, the first one first.")
        List<DeliveryAttempt> log,

        @Schema(description = "What is sent.", type = "object")
        JsonNode payload) {

    DeliveryView {
        log = List.copyOf(log);
    }
}
