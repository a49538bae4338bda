package dev.trainyard.webhook.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trainyard.webhook.IssuedWebhook;
import dev.trainyard.webhook.Webhook;
import io.swagger.v3.oas.annotations.media.Schema;

/** A webhook with its secret. */
@Schema(name = "NewWebhook")
record NewWebhookView(
        @JsonUnwrapped Webhook about,

        @Schema(
                description = "What messages are signed with, which is shown this once.",
                example = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDr0MQnDOuWmY=")
        String secret) {

    static NewWebhookView of(IssuedWebhook issued) {
        return new NewWebhookView(issued.webhook(), issued.secret());
    }
}
