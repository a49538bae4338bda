package dev.trainyard.prediction;

import dev.trainyard.bundle.Sheet;
import dev.trainyard.bundle.TargetCodec;

/** Generated examples as one picture. */
final class PictureGrid {

    private PictureGrid() {}

    static byte[] png(TargetCodec.Example codec, float[] examples) {
        return Sheet.of(codec.encoder(), examples)
                .map(Sheet::png)
                .orElseThrow(() -> Interior.refused(
                        "",
                        "no_picture",
                        "examples of shape %s are no pictures; ask for application/json".formatted(codec.shape())));
    }
}
