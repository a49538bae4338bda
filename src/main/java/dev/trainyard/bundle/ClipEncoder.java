package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;

/**
 * Encodes the frames of a clip, each as a picture, {@code [steps, height, width, channels]}, and pads them with zeros behind.
 *
 * @param steps how many frames the network reads at most
 */
@JsonTypeName("clip")
public record ClipEncoder(PictureEncoder frame, int steps) implements InputEncoder {

    @Override
    public Shape shape() {
        return frame.shape().over(steps);
    }
}
