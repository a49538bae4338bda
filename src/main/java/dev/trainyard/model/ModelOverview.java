package dev.trainyard.model;

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
 * @param aliases the version each alias points at, {@code latest} among them
 */
public record ModelOverview(
        String name,
        Instant createdAt,
        long versions,
        @Nullable Integer latestVersion,
        Map<String, Integer> aliases) {

    public ModelOverview {
        aliases = Collections.unmodifiableMap(new TreeMap<>(aliases));
    }
}
