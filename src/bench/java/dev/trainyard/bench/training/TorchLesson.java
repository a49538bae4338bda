package dev.trainyard.bench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Something that PyTorch learns, step by step, of examples that are in memory. */
interface TorchLesson extends AutoCloseable {

    static TorchLesson of(String definition, Examples examples, NDManager manager) {
        NDArray inputs = inputs(definition, examples, manager);
        return switch (Workload.kind(definition)) {
            case "gan" -> new TorchGan(definition, inputs);
            case "rbm" -> new TorchRbm(definition, inputs.reshape(examples.count(), examples.size()));
            default -> new TorchSupervised(definition, examples, inputs);
        };
    }

    private static NDArray inputs(String definition, Examples examples, NDManager manager) {
        long[] one = Arrays.stream(examples.shape()).mapToLong(length -> length).toArray();
        long[] channels = definition.contains("conv2d") ? new long[] {1} : new long[0];
        long[] shape = LongStream.concat(
                        LongStream.of(examples.count()), LongStream.concat(LongStream.of(channels), LongStream.of(one)))
                .toArray();
        NDArray values = manager.create(examples.values(), new Shape(shape));
        return Workload.onPictures(definition) ? values.div(255) : values;
    }

    static Optimizer adam(float beta1) {
        return Optimizer.adam()
                .optLearningRateTracker(Tracker.fixed(0.001f))
                .optBeta1(beta1)
                .optEpsilon(1e-7f)
                .build();
    }

    /**
     * Learns from these rows.
     *
     * @param batch what is made on the way belongs to it
     * @return the mean loss; of two networks, that of the generator
     */
    double step(NDManager batch, NDArray rows);

    @Override
    void close();
}
