package dev.trainyard.layout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.Sequence;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first examples of a data set as the tensors and masks that training would see, before numbers are scaled.
 *
 * @param inputColumns what the numbers of a step are; a category has one for each of its values
 * @param targetColumns what the numbers of an answer are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Layout(
        Sequence.Mode mode,
        int window,

        @Schema(description = "How many steps are forecast; 0 where nothing is.")
        int horizon,

        @ArraySchema(
                schema = @Schema(type = "integer"),
                arraySchema =
                        @Schema(
                                description =
                                        "Of clips: the shape of one, `[steps, height, width, channels]`. `input` has the numbers of a step, from 0 to 255, in one row.",
                                example = "[12, 20, 20, 1]"))
        @Nullable
        Shape inputShape,

        List<String> inputColumns,
        List<String> targetColumns,
        List<Example> examples) {

    public Layout {
        inputColumns = List.copyOf(inputColumns);
        targetColumns = List.copyOf(targetColumns);
        examples = List.copyOf(examples);
    }

    /**
     * One example.
     *
     * @param id the sequence it is of, null where the table is one series
     * @param rows of the data set, from 0, that go in, in their order
     * @param input a row of numbers for each step, padded with zeros; null where they are too many to show
     * @param inputMask 1 for a real step, 0 for padding
     * @param target a row of numbers for each answer, padded with zeros
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LayoutExample")
    public record Example(
            @Nullable Object id,

            @Schema(
                    description =
                            "The rows of the data set, from 0, that go in, in their order; `GET /datasets/{id}/images/{row}` shows the pictures of clips.")
            List<Integer> rows,

            @Schema(description = "Left out where one example has more than 100,000 numbers.") @Nullable
            List<List<@Nullable Float>> input,

            List<Integer> inputMask,
            List<List<@Nullable Float>> target,
            List<Integer> targetMask) {}
}
