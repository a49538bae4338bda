package dev.trainyard.prediction;

import dev.trainyard.bundle.Sheet;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.definition.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Generated examples as one picture. */
final class PictureGrid {

    private PictureGrid() {}

    static byte[] png(TargetCodec codec, float[] examples, int count) {
        Shape pixels = Sheet.shapeOf(codec.shape())
                .orElseThrow(() -> Interior.refused(
                        "",
                        "no_picture",
                        "examples of shape %s are no pictures; ask for application/json".formatted(codec.shape())));
        int width = examples.length / count;
        List<float[]> each = new ArrayList<>();
        for (int from = 0; from < examples.length; from += width) {
            each.add(Arrays.copyOfRange(examples, from, from + width));
        }
        return new Sheet(pixels, each).png();
    }
}
