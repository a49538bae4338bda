package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Examples made by a model, in the units of the training data.
 *
 * @param seed by which the same come again; null where they are made of pictures, without chance
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Generated(
        @Schema(example = "ring") String model,
        @Schema(example = "1") int version,
        @Schema(example = "7") @Nullable Long seed,

        @Schema(example = "[{\"x\":0.71,\"y\":-0.69}]") List<Object> samples) {}
