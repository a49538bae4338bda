package dev.trainyard.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message on its way to one webhook, or there. */
@Schema(name = "WebhookDelivery")
public record Delivery(
        @Schema(example = "dlv_0645a1b2c3d4e6f60718293a4b5c")
        String id,

        @Schema(example = "whk_0645a1b2c3d4e5f60718293a4b5c")
        String webhookId,

        @Schema(
                description = "`webhook-id` of each sending, by which a receiver knows a repeated one.",
                example = "msg_0645a1b2c3d4e5a60718293a4b5c")
        String messageId,

        @Schema(description = "What it tells.", example = "job.succeeded")
        String type,

        State state,

        @Schema(description = "How often it was sent.", example = "1")
        int attempts,

        @Schema(description = "What the last sending was answered, null when nothing was.", example = "204") @Nullable
        Integer lastStatus,

        @Schema(description = "Why the last sending did not get there.") @Nullable
        String lastError,

        @Schema(description = "When it is sent (again); null when it is over.") @Nullable
        Instant nextAttemptAt,

        Instant createdAt,

        @Schema(description = "When it got there, or was given up.") @Nullable
        Instant finishedAt) {

    /** Where it is on its way. */
    public enum State {
        WAITING,
        DELIVERED,
        FAILED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
