package dev.trainyard.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One sending of a message, and how it ended. */
@Schema(name = "WebhookAttempt")
public record DeliveryAttempt(
        @Schema(example = "1") int number,

        @Schema(description = "When it ended.") Instant at,

        @Schema(description = "What was answered, null when nothing was.", example = "204") @Nullable
        Integer status,

        @Schema(description = "Why it did not get there, null when it did.") @Nullable
        String error,

        @Schema(description = "How long it took.", example = "41")
        long milliseconds) {}
