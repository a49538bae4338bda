package dev.trainyard.trainer.dl4j.fused;

/** Answers a vector for each number of a word; the numbers are whole, from 0 up. */
public final class Lookup implements Kernel {

    private final int words;
    private final int width;
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
        float[] found = new float[input.length * width];
        for (int i = 0; i < input.length; i++) {
            if (isReal(i)) {
                System.arraycopy(arrays[0], word(i) * width, found, i * width, width);
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
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients) {
        java.util.Arrays.fill(gradients[0], 0f);
        for (int i = 0; i < asked.length; i++) {
            if (isReal(i)) {
                int at = word(i) * width;
                for (int k = 0; k < width; k++) {
                    gradients[0][at + k] += slopes[i * width + k];
                }
            }
        }
        return new float[asked.length];
    }
}
