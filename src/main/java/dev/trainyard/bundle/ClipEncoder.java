package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the frames of a clip, each as a picture, {@code [steps, height, width, channels]}, and pads them with zeros behind.
 *
 * @param steps how many frames the network reads at most
 * @param exact whether a clip must have exactly so many; null where it may have fewer
 */
@JsonTypeName("clip")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClipEncoder(
        PictureEncoder frame, int steps, @Nullable Boolean exact) implements InputEncoder {

    /** Of clips that may have fewer frames. */
    public ClipEncoder(PictureEncoder frame, int steps) {
        this(frame, steps, null);
    }

    /** How many frames a clip must have. */
    public int least() {
        return Boolean.TRUE.equals(exact) ? steps : 1;
    }

    @Override
    public Shape shape() {
        return frame.shape().over(steps);
    }
}
