package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that the caller of a prediction should know, though it was answered.
 *
 * @param code stable name that programs compare
 * @param column which column it is about, null when it is about an answer
 */
@Schema(name = "PredictionWarning")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Warning(
        @Schema(example = "out_of_range") String code,
        @Schema(example = "gre") @Nullable String column,

        @Schema(example = "row 0: gre is 9000; the training rows have 220 to 800")
        String message) {}
