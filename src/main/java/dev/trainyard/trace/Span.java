package dev.trainyard.trace;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that took a time.
 *
 * @param at its trace and its own id
 * @param parent the span that it is part of; null when it is the whole
 * @param served whether it answered a request
 * @param failure why it went wrong; null when it did not
 */
public record Span(
        String name,
        TraceParent at,
        @Nullable String parent,
        boolean served,
        Instant begin,
        Instant end,
        Map<String, String> attributes,
        @Nullable String failure) {

    public Span {
        attributes = Map.copyOf(attributes);
    }
}
