package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a number was answered: that of a class or label, its probability; that of a target, its value. */
public sealed interface Explanation {

    /**
     * What each column adds.
     *
     * @param of the class, label or target
     * @param base the number for a row of which nothing is told: every cell is what stands in for a missing one
     * @param value the number that was answered
     * @param contributions Shapley values, which sum to the difference of both
     * @param errors their standard errors; 0 where they are exact
     * @param orders how many orders of the columns were drawn; 0 where all sets of columns were asked
     */
    @Schema(name = "ColumnExplanation")
    record Columns(
            @Schema(example = "1") String of,
            @Schema(example = "0.31") double base,
            @Schema(example = "0.83") double value,
            @Schema(example = "{\"gre\":0.4,\"gpa\":0.12}") Map<String, Double> contributions,
            @Schema(example = "{\"gre\":0,\"gpa\":0}") Map<String, Double> errors,
            @Schema(example = "0") int orders)
            implements Explanation {

        public Columns {
            contributions = Collections.unmodifiableMap(new LinkedHashMap<>(contributions));
            errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
        }
    }

    /**
     * Where a picture matters: how far the number falls when a square of it is covered.
     *
     * @param of the class, label or target
     * @param value the number that was answered
     * @param square the side of the square in pixels
     * @param largest the largest mean fall, or rise, of a pixel: what is painted in full colour
     * @param heatMap a PNG file in base64 of the size that the model reads: red where covering makes the number smaller, blue
     *     where larger
     */
    @Schema(name = "PictureExplanation")
    record HeatMap(
            @Schema(example = "7") String of,
            @Schema(example = "0.98") double value,
            @Schema(example = "4") int square,
            @Schema(example = "0.41") double largest,
            @Schema(example = "iVBORw0KGgo…") String heatMap)
            implements Explanation {}
}
