package dev.trainyard.trainer.fused;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.engine.MatrixProducts;

/**
 * What a layer is made with.
 *
 * @param report the shapes it has in its network
 * @param activation the function at its end; linear on the last layer, where the loss applies it
 * @param padded whether the last steps of its input may be padding
 */
record Workbench(
        LayerReport report,
        ActivationFunction activation,
        boolean padded,
        Weights weights,
        MatrixProducts products,
        Training training) {

    /** Whether the layer's arrays stay as they are. */
    boolean isFrozen() {
        return report.arrays().stream().anyMatch(array -> training.freezes(report.name() + "/" + array.name()));
    }
}
