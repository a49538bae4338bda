package dev.trainyard.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

/** Trains with PyTorch, and prints seconds and loss of each epoch: {@code TorchMain <examples> <layers> <batch size> <epochs>}. */
final class TorchMain {

    private TorchMain() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        Examples examples = Examples.read(Path.of(arguments[0]));
        Engine.getInstance().setRandomSeed(1);
        try (Model model = Model.newInstance("bench")) {
            model.setBlock(TorchNetwork.of(arguments[1], examples));
            Loss loss = examples.classes() > 0 ? Loss.softmaxCrossEntropyLoss() : Loss.l2Loss("mse", 1);
            DefaultTrainingConfig rules = new DefaultTrainingConfig(loss)
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(Tracker.fixed(0.001f))
                            .build());
            try (Trainer trainer = model.newTrainer(rules)) {
                trainer.initialize(new Shape(LongStream.concat(
                                LongStream.of(Integer.parseInt(arguments[2])),
                                LongStream.of(TorchNetwork.shape(arguments[1], examples)))
                        .toArray()));
                train(trainer, loss, examples, arguments, out);
            }
        }
    }

    private static void train(Trainer trainer, Loss loss, Examples examples, String[] arguments, PrintStream out) {
        int batchSize = Integer.parseInt(arguments[2]);
        int epochs = Integer.parseInt(arguments[3]);
        long[] shape = LongStream.concat(
                        LongStream.of(examples.count()), LongStream.of(TorchNetwork.shape(arguments[1], examples)))
                .toArray();
        try (NDManager manager = trainer.getManager().newSubManager()) {
            boolean pixels = arguments[1].contains("flatten");
            NDArray values = manager.create(examples.values(), new Shape(shape));
            NDArray inputs = pixels ? values.div(255) : values;
            NDArray labels = manager.create(examples.labels(), new Shape(examples.count(), 1));
            long[] order = LongStream.range(0, examples.count()).toArray();
            Random random = new Random(1);
            for (int epoch = 0; epoch < epochs; epoch++) {
                long begun = System.nanoTime();
                shuffle(order, random);
                double sum = epoch(trainer, loss, inputs, labels, order, batchSize);
                double seconds = (System.nanoTime() - begun) * 1e-9;
                out.println(seconds + " " + sum / order.length);
                out.flush();
            }
        }
    }

    private static double epoch(
            Trainer trainer, Loss loss, NDArray inputs, NDArray labels, long[] order, int batchSize) {
        double sum = 0;
        for (int from = 0; from < order.length; from += batchSize) {
            int size = Math.min(batchSize, order.length - from);
            try (NDManager batch = trainer.getManager().newSubManager()) {
                NDArray rows = batch.create(Arrays.copyOfRange(order, from, from + size));
                NDArray x = inputs.get(rows);
                NDArray y = labels.get(rows);
                x.attach(batch);
                y.attach(batch);
                NDArray value;
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList answers = trainer.forward(new NDList(x));
                    value = loss.evaluate(new NDList(y), answers);
                    gradients.backward(value);
                    value.attach(batch);
                }
                trainer.step();
                sum += size * (double) value.toType(DataType.FLOAT32, false).getFloat();
            }
        }
        return sum;
    }

    private static void shuffle(long[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
    }
}
