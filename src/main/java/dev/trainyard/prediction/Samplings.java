package dev.trainyard.prediction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Examples that a generator makes of noise, as many as one likes; not to be asked by several threads at once. */
public final class Samplings {

    private final Generation generation;
    private final NoiseDraw draw;
    private int made;

    Samplings(Generation generation, NoiseDraw draw) {
        this.generation = generation;
        this.draw = draw;
    }

    /** @param label the class that it was made for; null where the generator was told none */
    public record Sampled(Prediction example, @Nullable String label) {}

    /** The next so many. */
    public List<Sampled> next(int count) {
        List<Sampled> next = new ArrayList<>();
        for (Prediction example : generation.decoded(generation.made(draw.next(count), count), count)) {
            next.add(new Sampled(example, draw.label(made++)));
        }
        return next;
    }
}
