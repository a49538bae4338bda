package dev.trainyard.definition.keras;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one layer of a Keras model.
 *
 * @param index its place among the layers of its Keras model, from 0
 * @param name as Keras has it; within an inner model with that one's name and a dot before
 * @param to the layer it became, null where it became none
 * @param notes what is different here, or why it cannot be
 * @param alternative what comes nearest, where it is not supported
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KerasLayer(
        int index,
        @Schema(example = "dense") String name,
        @Schema(example = "Dense") String className,
        Support support,
        @Schema(example = "dense") @Nullable String to,
        List<String> notes,
        @Nullable String alternative) {

    public KerasLayer {
        notes = List.copyOf(notes);
    }

    /** How well a layer is taken over. */
    public enum Support {
        /** With the same meaning. */
        @JsonProperty("supported")
        SUPPORTED,
        /** To something that does the same, or nearly: the notes say what differs. */
        @JsonProperty("mapped")
        MAPPED,
        @JsonProperty("not-supported")
        NOT_SUPPORTED
    }
}
