package dev.trainyard.prediction;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.bundle.DegradedEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.NoiseEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.dataset.ColumnSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads examples as callers send them into the network's input. */
interface ExampleReader {

    /** The field of a request that lists such examples, such as {@code rows}. */
    String field();

    /**
     * Encodes them; what is wrong with them is in {@code findings}.
     *
     * @param examples JSON values
     */
    Encoded read(List<? extends @Nullable Object> examples, RowFindings findings);

    /** Encodes golden rows, which may hold more than callers send. */
    default Encoded readGolden(List<? extends @Nullable Object> rows, RowFindings findings) {
        return read(rows, findings);
    }

    /** A row of a table of texts as the example it stands for. */
    Object typed(List<String> header, List<String> texts);

    /** An example such as the training examples were. */
    Object example();

    /**
     * Examples as the network sees them.
     *
     * @param values row-major, {@code [examples]} and the shape of one
     * @param lengths how many steps of each are real, null when all are
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Encoded(float[] values, int @Nullable [] lengths) {}

    static ExampleReader of(Manifest manifest) {
        return of(manifest.encoder(), manifest.target());
    }

    private static ExampleReader of(InputEncoder encoder, List<ColumnSchema> target) {
        if (encoder instanceof FeatureEncoder rows) {
            return new RowReader(rows, target);
        }
        if (encoder instanceof PictureEncoder pictures) {
            return new PictureReader(pictures);
        }
        if (encoder instanceof DegradedEncoder left) {
            return new PictureReader(left);
        }
        if (encoder instanceof SequenceEncoder sequences) {
            return new SequenceReader(sequences, target);
        }
        if (encoder instanceof ClipEncoder clips) {
            return new ClipReader(clips);
        }
        if (encoder instanceof TextEncoder texts) {
            return new TextReader(texts);
        }
        if (encoder instanceof BagEncoder bags) {
            return new BagReader(bags);
        }
        if (encoder instanceof NoiseEncoder noise) {
            return new NoiseReader(noise);
        }
        if (encoder instanceof PrefixedEncoder prefixed) {
            return new PrefixedReader(prefixed, of(prefixed.source(), target));
        }
        throw new IllegalArgumentException("nothing reads " + encoder);
    }
}
