package dev.trainyard.trainer.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Updater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What networks hold outside the heap. DL4J's own {@code close()} also has all garbage collected, twice a network, which takes
 * longer than many a small network's training.
 */
final class OffHeap {

    private OffHeap() {}

    /** Frees a network's parameters, its gradient and its rule's memory; it is of no use afterwards. */
    static void free(Model network, @Nullable Updater rule) {
        free(network.params());
        free(network.getGradientsViewArray());
        if (rule != null) {
            free(rule.getStateViewArray());
        }
        freeWorkspaces();
    }

    private static void free(@Nullable INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }

    private static void freeWorkspaces() {
        MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
        workspaces.getAllWorkspacesForCurrentThread().forEach(workspaces::destroyWorkspace);
    }
}
