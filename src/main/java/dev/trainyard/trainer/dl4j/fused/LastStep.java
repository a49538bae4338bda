package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.definition.Shape;

/** Answers each row's last real step. */
public final class LastStep implements Kernel {

    private final int width;
    private Span span = new Span(0, 0, null);

    /** @param input {@code [steps]} and the shape of one */
    public LastStep(Shape input) {
        this.width = Math.toIntExact(input.size() / input.dimensions().get(0));
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span given) {
        span = given;
        float[] last = new float[span.rows() * width];
        for (int row = 0; row < span.rows(); row++) {
            System.arraycopy(input, at(row), last, row * width, width);
        }
        return last;
    }

    private int at(int row) {
        return (row * span.steps() + span.length(row) - 1) * width;
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients) {
        float[] byInput = new float[span.rows() * span.steps() * width];
        for (int row = 0; row < span.rows(); row++) {
            System.arraycopy(slopes, row * width, byInput, at(row), width);
        }
        return byInput;
    }
}
