package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

/** Answers a vector for each number of a word; the numbers are whole, from 0 up. */
public final class Lookup implements Kernel {

    private static final float[] NOTHING = new float[0];

    private final int words;
    private final int width;
    private final Room answers = new Room();
    private Span span = new Span(0, 0, null);
    private float[] asked = new float[0];

    public Lookup(int words, int width) {
        this.words = words;
        this.width = width;
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span given) {
        span = given;
        asked = input;
        float[] found = answers.of(input.length * width);
        for (int i = 0; i < input.length; i++) {
            if (isReal(i)) {
                System.arraycopy(arrays[0], word(i) * width, found, i * width, width);
            } else {
                Arrays.fill(found, i * width, (i + 1) * width, 0f);
            }
        }
        return found;
    }

    private boolean isReal(int i) {
        return i % span.steps() < span.length(i / span.steps());
    }

    private int word(int i) {
        int word = (int) asked[i];
        if (word < 0 || word >= words) {
            throw new IllegalArgumentException(
                    "the embedding is asked for word %s; it has words 0 to %d".formatted(asked[i], words - 1));
        }
        return word;
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further) {
        Arrays.fill(gradients[0], 0f);
        for (int i = 0; i < asked.length; i++) {
            if (isReal(i)) {
                int at = word(i) * width;
                for (int k = 0; k < width; k++) {
                    gradients[0][at + k] += slopes[i * width + k];
                }
            }
        }
        return further ? new float[asked.length] : NOTHING; // numbers of words have no slopes
    }
}
