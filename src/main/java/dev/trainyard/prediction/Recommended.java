package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Items that go with those named, the best first. */
public record Recommended(
        @Schema(example = "films") String model,
        @Schema(example = "1") int version,
        List<Item> recommendations) {

    /** @param score the chance the model gives it */
    public record Item(
            @Schema(example = "The Third Man") String item,
            @Schema(example = "0.83") double score) {}
}
