package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a number was answered: that of a class or label, its probability; that of a target, its value; that of a written token, its
 * probability after those before it; that of a rebuilt example, its mean squared error, whose shares are told.
 */
@Schema(description = "Which of the fields it has follows from what the model reads.")
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

    /**
     * How a number of a clip's answer changes when a square of one of its frames is covered with the frame's mean.
     *
     * @param of the class, label or target
     * @param value the number that was answered
     * @param square the side of the square in pixels
     * @param largest the largest mean fall, or rise, of a pixel of any frame: what is painted in full colour in all of them
     * @param heatMaps of each frame, in their order, a PNG file in base64: red where covering makes the number smaller, blue where
     *     larger
     */
    @Schema(name = "ClipExplanation")
    record HeatMaps(
            @Schema(example = "right") String of,
            @Schema(example = "0.98") double value,
            @Schema(example = "3") int square,
            @Schema(example = "0.41") double largest,

            @Schema(example = "[\"iVBORw0KGgo…\",\"iVBORw0KGgo…\"]")
            List<String> heatMaps)
            implements Explanation {

        public HeatMaps {
            heatMaps = List.copyOf(heatMaps);
        }
    }

    /**
     * What each step of a sequence, or token of a text, adds.
     *
     * @param of the class, label or target
     * @param base the number for an example as long of which nothing is told: in each step every cell is what stands in for a
     *     missing one, each token is unknown
     * @param value the number that was answered
     * @param parts in their order; their contributions are Shapley values, which sum to the difference of both
     * @param orders how many orders of the parts were drawn; 0 where all sets of parts were asked
     */
    @Schema(name = "SequenceExplanation")
    record Parts(
            @Schema(example = "praise") String of,
            @Schema(example = "0.5") double base,
            @Schema(example = "0.91") double value,
            List<Part> parts,
            @Schema(example = "0") int orders)
            implements Explanation {

        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Steps or tokens that were covered together.
     *
     * @param first the first of them, counted from 0
     * @param count how many they are: one, but of examples of more than 64
     * @param text the tokens, null where steps are none
     * @param error the standard error of the contribution; 0 where it is exact
     */
    @Schema(name = "ExplainedPart")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(
            @Schema(example = "1") int first,
            @Schema(example = "1") int count,
            @Schema(example = "good") @Nullable String text,
            @Schema(example = "0.38") double contribution,
            @Schema(example = "0") double error) {}
}
