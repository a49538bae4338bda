package dev.trainyard.webhook.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.webhook.Event;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a webhook is to be. */
@Schema(name = "WebhookRequest")
record WebhookRequest(
        @Schema(
                description = "Where messages are posted: `https`, and an address that the public reaches.",
                example = "https://hooks.example.com/trainyard")
        @Nullable
        String url,

        @Schema(description = "For people, up to 500 characters.", example = "tells the deployment") @Nullable
        String description,

        @Schema(
                description =
                        "What it is told of: all events when left out, nothing but the jobs that name it when empty.",
                example = "[\"job.failed\",\"model.ready\"]")
        @Nullable
        List<Event> events,

        @Schema(description = "Whether it is told anything.", defaultValue = "true") @Nullable
        Boolean enabled) {

    private static final int LONGEST_DESCRIPTION = 500;

    WebhookRequest {
        if (description != null && (description.length() > LONGEST_DESCRIPTION || description.indexOf('\0') >= 0)) {
            throw Problem.invalidParameter("description has %d characters; it may have %d, none of them NUL"
                    .formatted(description.length(), LONGEST_DESCRIPTION));
        }
        if (events != null && events.contains(null)) {
            throw Problem.invalidParameter("events has a null; it is a list of names such as job.failed");
        }
        events = events == null ? null : List.copyOf(events);
    }

    String checkedUrl() {
        if (url == null) {
            throw Problem.invalidParameter("url is missing: say where messages are posted");
        }
        return url;
    }

    List<Event> eventsOrAll() {
        return events == null ? List.of(Event.values()) : events;
    }
}
