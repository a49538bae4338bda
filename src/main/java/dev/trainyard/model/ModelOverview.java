package dev.trainyard.model;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model at a glance.
 *
 * @param versions how many versions there are
 * @param latestVersion the newest that can be served, null when none can
 * @param promoteIf when a new version takes an alias over, null for never
 * @param aliases the version each alias points at, {@code latest} among them
 */
@Schema(name = "Model")
public record ModelOverview(
        @Schema(example = "admissions") String name,
        Instant createdAt,
        @Schema(example = "2") long versions,
        @Schema(example = "2") @Nullable Integer latestVersion,
        @Schema(example = "{\"champion\":1,\"latest\":2}") Map<String, Integer> aliases,

        @Schema(
                example = "test/accuracy >= champion",
                description = "When a new version takes an alias over; null for never.")
        @Nullable
        String promoteIf) {

    public ModelOverview {
        aliases = Collections.unmodifiableMap(new TreeMap<>(aliases));
    }
}
