package dev.trainyard.prediction;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.Sheet;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.picture.Thumbnail;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Generated examples as one picture. */
final class PictureGrid {

    private PictureGrid() {}

    /** A single picture, pixel by pixel. */
    static byte[] one(TargetCodec.Example codec, float[] example) {
        PictureEncoder encoder = (PictureEncoder) codec.encoder();
        try {
            return new Thumbnail(encoder.form().size(), encoder.decode(example, 0)).within(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] png(TargetCodec.Example codec, float[] examples) {
        return Sheet.of(codec.encoder(), examples)
                .map(Sheet::png)
                .orElseThrow(() -> Interior.refused(
                        "",
                        "no_picture",
                        "examples of shape %s are no pictures; ask for application/json".formatted(codec.shape())));
    }
}
