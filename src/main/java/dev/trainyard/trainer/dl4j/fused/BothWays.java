package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

/** Reads each row forwards and backwards, real steps only, and merges what both readers answer (Schuster and Paliwal 1997). */
public final class BothWays implements Kernel {

    private final Recurrence forwards;
    private final Recurrence backwards;
    private final int units;
    private final Bidirectional.MergeMode merge;
    private final Room both = new Room();
    private final Room parts = new Room();
    private final Room otherParts = new Room();
    private float[] ahead = new float[0];
    private float[] back = new float[0];

    /** @param input {@code [steps, features]} */
    public BothWays(Bidirectional layer, Shape input) {
        this.forwards = Recurrences.of(layer.layer(), input, false);
        this.backwards = Recurrences.of(layer.layer(), input, true);
        this.units = layer.layer().units().count();
        this.merge = layer.mergeMode();
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span span) {
        int half = arrays.length / 2;
        ahead = forwards.forward(Arrays.copyOf(arrays, half), input, span);
        back = backwards.forward(Arrays.copyOfRange(arrays, half, arrays.length), input, span);
        return merge == Bidirectional.MergeMode.CONCAT ? side() : merged();
    }

    private float[] side() {
        float[] side = both.of(2 * ahead.length);
        for (int at = 0; at < ahead.length; at += units) {
            System.arraycopy(ahead, at, side, 2 * at, units);
            System.arraycopy(back, at, side, 2 * at + units, units);
        }
        return side;
    }

    private float[] merged() {
        float[] merged = both.of(ahead.length);
        for (int i = 0; i < merged.length; i++) {
            merged[i] = switch (merge) {
                case SUM -> ahead[i] + back[i];
                case AVE -> (ahead[i] + back[i]) * 0.5f;
                case MUL -> ahead[i] * back[i];
                case CONCAT -> throw new IllegalStateException("concatenated elsewhere");
            };
        }
        return merged;
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further) {
        int half = arrays.length / 2;
        float[] byAhead = part(slopes, 0, back, parts.of(ahead.length));
        float[] byBack = part(slopes, units, ahead, otherParts.of(back.length));
        float[] byInput =
                forwards.backward(Arrays.copyOf(arrays, half), byAhead, Arrays.copyOf(gradients, half), further);
        float[] more = backwards.backward(
                Arrays.copyOfRange(arrays, half, arrays.length),
                byBack,
                Arrays.copyOfRange(gradients, half, gradients.length),
                further);
        for (int i = 0; further && i < byInput.length; i++) {
            byInput[i] += more[i];
        }
        return byInput;
    }

    /** The slopes by one reader's answers; {@code other} are the other's. */
    private float[] part(float[] slopes, int offset, float[] other, float[] part) {
        for (int i = 0; i < part.length; i++) {
            part[i] = switch (merge) {
                case CONCAT -> slopes[i / units * 2 * units + offset + i % units];
                case SUM -> slopes[i];
                case AVE -> slopes[i] * 0.5f;
                case MUL -> slopes[i] * other[i];
            };
        }
        return part;
    }
}
