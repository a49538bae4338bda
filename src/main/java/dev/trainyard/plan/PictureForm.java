package dev.trainyard.plan;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.definition.Shape;

/**
 * What pictures a network reads.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param fitting what is done to a picture of another shape
 */
public record PictureForm(int height, int width, int channels, ImageSpec.Fitting fitting) {

    public Shape shape() {
        return Shape.of(height, width, channels);
    }

    public PictureSize size() {
        return new PictureSize(height, width, channels);
    }
}
