package dev.trainyard.prediction;

import dev.trainyard.bundle.NoiseEncoder;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws what a generator reads, as much at a time as one likes: the same seed gives the same examples. */
final class NoiseDraw {

    private final NoiseEncoder encoder;
    private final Random random;
    private final int[] classes;
    private int drawn;

    /** @param labels classes of the examples, over and over; null for all of them */
    NoiseDraw(NoiseEncoder encoder, long seed, @Nullable List<String> labels) {
        this.encoder = encoder;
        this.random = new Random(seed);
        this.classes = labels == null
                ? IntStream.range(0, encoder.classes().size()).toArray()
                : labels.stream().mapToInt(encoder.classes()::indexOf).toArray();
    }

    /** The noise of the next so many, {@code [count, latentSize + classes]}. */
    float[] next(int count) {
        float[] rows = new float[Math.multiplyExact(count, encoder.width())];
        for (int row = 0; row < count; row++, drawn++) {
            int at = row * encoder.width();
            for (int i = 0; i < encoder.latentSize(); i++) {
                rows[at + i] = (float) random.nextGaussian();
            }
            if (classes.length > 0) {
                rows[at + encoder.latentSize() + place(drawn)] = 1f;
            }
        }
        return rows;
    }

    private int place(int example) {
        return classes[example % classes.length];
    }

    /** The class of the so-many-th example, counted from 0; null where there are none. */
    @Nullable
    String label(int example) {
        return classes.length == 0 ? null : encoder.classes().get(place(example));
    }
}
