package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer for one row. A number that is none (NaN or infinite) is null, and a warning says so. */
public sealed interface Prediction {

    /** The likeliest category, and how likely each is. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Category(@Nullable String label, Map<String, @Nullable Float> probabilities) implements Prediction {

        public Category {
            probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        }
    }

    /** The value of a single target, in its own units. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Value(@Nullable Double value) implements Prediction {}

    /** The values of several targets, each in its own units. */
    record Values(Map<String, @Nullable Double> values) implements Prediction {

        public Values {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
