package dev.trainyard.prediction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/** A dense network of PyTorch, by Deep Java Library in eager mode, asked from arrays to arrays without a translator. */
final class TorchNet implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager();
    private final SequentialBlock network = new SequentialBlock();
    private final ParameterStore weights = new ParameterStore(manager, false);
    private final int width;

    TorchNet(int... widths) {
        width = widths[0];
        for (int layer = 1; layer < widths.length; layer++) {
            network.add(Linear.builder().setUnits(widths[layer]).build());
            if (layer < widths.length - 1) {
                network.add(Activation::relu);
            }
        }
        network.initialize(manager, DataType.FLOAT32, new Shape(1, width));
    }

    /** Said before the first network: nothing is fetched, and a caller is one thread. */
    static void beOfOneThread() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    float[] answer(float[] rows) {
        try (NDManager call = manager.newSubManager()) {
            NDArray input = call.create(rows, new Shape(rows.length / width, width));
            NDArray sums = network.forward(weights, new NDList(input), false).singletonOrThrow();
            return sums.softmax(1).toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
