package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer for one row. A number that is none (NaN or infinite) is null, and a warning says so. */
public sealed interface Prediction {

    /** The likeliest category, and how likely each is. */
    @Schema(name = "CategoryPrediction")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Category(
            @Schema(example = "0") @Nullable String label,
            @Schema(example = "{\"0\":0.83,\"1\":0.17}") Map<String, @Nullable Float> probabilities)
            implements Prediction {

        public Category {
            probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        }
    }

    /** The value of a single target, in its own units. */
    @Schema(name = "ValuePrediction")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Value(@Nullable Double value) implements Prediction {}

    /** The example as the network rebuilds it: cells by name, in their own units. */
    @Schema(name = "RebuiltExample")
    record Rebuilt(Map<String, @Nullable Object> row) implements Prediction {

        public Rebuilt {
            row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
        }
    }

    /** The values of several targets, each in its own units. */
    @Schema(name = "ValuesPrediction")
    record Values(Map<String, @Nullable Double> values) implements Prediction {

        public Values {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
