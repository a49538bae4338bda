package dev.trainyard.prediction;

import dev.trainyard.bundle.Decoding;
import java.util.Arrays;

/**
 * One sequence that grows, whose steps are read once each: the states of the recurrent layers are carried along. It stands for
 * the whole network as long as all of the sequence is within what that reads at once.
 */
final class CarriedSteps {

    private static final int[] ONLY = {0};

    private final Decoding.Steps steps;
    private int read;

    CarriedSteps(OnnxDecoder decoder) {
        this.steps = decoder.begin(new float[0], null, 1);
    }

    /**
     * What the network answers at the last of some steps.
     *
     * @param sequence the encoded steps from the first on, of which those known already are not looked at
     * @param count how many of them there are
     * @param width how many numbers a step is
     */
    float[] last(float[] sequence, int count, int width) {
        float[] answers = {};
        while (read < count) {
            Deadline.check();
            float[] step = Arrays.copyOfRange(sequence, read * width, (read + 1) * width);
            answers = steps.next(read, ONLY, step);
            read++;
        }
        return answers;
    }
}
