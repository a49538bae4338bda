package dev.trainyard.trainer.technique;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.LastSums;
import dev.trainyard.plan.ResolvedJob;

/**
 * Divides the sums before a network's last function by a temperature: they are linear in the kernel and the bias of the
 * layer that makes them, so dividing those is all, and whoever serves the network serves it calibrated.
 */
final class Calibrated {

    private Calibrated() {}

    static NamedArrays by(double temperature, ResolvedJob job, NamedArrays parameters) {
        String prefix = LastSums.layer(job.layers()).orElseThrow() + "/";
        return new NamedArrays(
                parameters.arrays().stream()
                        .map(array -> array.name().startsWith(prefix) ? divided(array, temperature) : array)
                        .toList(),
                parameters.metadata());
    }

    private static NamedArray divided(NamedArray array, double temperature) {
        float[] values = array.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / temperature);
        }
        return new NamedArray(array.name(), array.shape(), values);
    }
}
