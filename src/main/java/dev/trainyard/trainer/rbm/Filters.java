package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.Sheet;
import dev.trainyard.definition.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the hidden units of the lowest machine look for, as pictures: the weights to the visible units. */
final class Filters {

    private static final int MOST = 100;

    private Filters() {}

    /** A sheet of PNG in base64, where the visible units are pixels, or as many as a square has. */
    static Optional<String> png(BoltzmannMachine machine, Shape input) {
        return Sheet.shapeOf(input).map(pixels -> {
            List<float[]> filters = new ArrayList<>();
            for (int unit = 0; unit < Math.min(MOST, machine.hidden()); unit++) {
                filters.add(stretched(weights(machine, unit)));
            }
            return new Sheet(pixels, filters).base64();
        });
    }

    static float[] weights(BoltzmannMachine machine, int unit) {
        float[] weights = new float[machine.visible()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = machine.parameters()[i * machine.hidden() + unit];
        }
        return weights;
    }

    /** No weight is grey, the strongest black or white. */
    private static float[] stretched(float[] weights) {
        float strongest = 1e-9f;
        for (float weight : weights) {
            strongest = Math.max(strongest, Math.abs(weight));
        }
        float[] grey = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            grey[i] = 0.5f + weights[i] / strongest / 2;
        }
        return grey;
    }
}
