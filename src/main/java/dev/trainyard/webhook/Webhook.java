package dev.trainyard.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An address that is told of events; what is known of it, but not its secret. */
@Schema(name = "Webhook")
public record Webhook(
        @Schema(example = "whk_0645a1b2c3d4e5f60718293a4b5c")
        String id,

        @Schema(description = "Where messages are posted.", example = "https://hooks.example.com/trainyard")
        String url,

        @Schema(example = "tells the deployment") @Nullable String description,

        @Schema(description = "What it is told of. Of a job that names it in its `webhooks`, it is told everything.")
        List<Event> events,

        @Schema(description = "While it is not, it is told nothing, and what waits for it waits on.")
        boolean enabled,

        @Schema(description = "Why the service has disabled it.") @Nullable
        String disabledBecause,

        @Schema(description = "Whether the last message did not get there.")
        boolean failing,

        Instant createdAt,
        Instant updatedAt) {

    public Webhook {
        events = List.copyOf(events);
    }
}
