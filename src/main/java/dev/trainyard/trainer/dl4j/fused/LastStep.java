package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.definition.Shape;
import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

/** Answers each row's last real step. */
public final class LastStep implements Kernel {

    private final int width;
    private final Room answers = new Room();
    private final Room back = new Room();
    private Span span = new Span(0, 0, null);

    /** @param input {@code [steps]} and the shape of one */
    public LastStep(Shape input) {
        this.width = Math.toIntExact(input.size() / input.dimensions().get(0));
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span given) {
        span = given;
        float[] last = answers.of(span.rows() * width);
        for (int row = 0; row < span.rows(); row++) {
            System.arraycopy(input, at(row), last, row * width, width);
        }
        return last;
    }

    private int at(int row) {
        return (row * span.steps() + span.length(row) - 1) * width;
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further) {
        float[] byInput = back.of(span.rows() * span.steps() * width);
        Arrays.fill(byInput, 0f);
        for (int row = 0; row < span.rows(); row++) {
            System.arraycopy(slopes, row * width, byInput, at(row), width);
        }
        return byInput;
    }
}
