package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.definition.Shape;
import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

/** Scales what is below 0 by learned factors, which several places of an example may share. */
public final class Slopes implements Kernel {

    private final int[] factors;
    private final Room answers = new Room();
    private final Room back = new Room();
    private final double[] byFactor;
    private float[] read = new float[0];

    /** @param shared the shape of the factors, 1 along the axes that share them */
    public Slopes(Shape input, Shape shared) {
        this.factors = places(input, shared);
        this.byFactor = new double[Math.toIntExact(shared.size())];
    }

    /** Which factor each place of an example has. */
    private static int[] places(Shape input, Shape shared) {
        int[] places = new int[Math.toIntExact(input.size())];
        for (int place = 0; place < places.length; place++) {
            int rest = place;
            int step = 1;
            for (int axis = input.rank() - 1; axis >= 0; axis--) {
                int at = rest % input.dimensions().get(axis);
                rest /= input.dimensions().get(axis);
                places[place] += shared.dimensions().get(axis) == 1 ? 0 : at * step;
                step *= shared.dimensions().get(axis);
            }
        }
        return places;
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span span) {
        read = input;
        float[] scaled = answers.of(input.length);
        for (int i = 0; i < input.length; i++) {
            scaled[i] = input[i] < 0 ? arrays[0][factors[i % factors.length]] * input[i] : input[i];
        }
        return scaled;
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further) {
        float[] byInput = back.of(slopes.length);
        Arrays.fill(byFactor, 0);
        for (int i = 0; i < slopes.length; i++) {
            int factor = factors[i % factors.length];
            byInput[i] = read[i] < 0 ? arrays[0][factor] * slopes[i] : slopes[i];
            byFactor[factor] += read[i] < 0 ? (double) read[i] * slopes[i] : 0;
        }
        for (int i = 0; i < byFactor.length; i++) {
            gradients[0][i] = (float) byFactor[i];
        }
        return byInput;
    }
}
