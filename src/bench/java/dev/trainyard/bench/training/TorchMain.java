package dev.trainyard.bench.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

/** Trains with PyTorch, and prints seconds and loss of each epoch: {@code TorchMain <examples> <definition> <batch size> <epochs>}. */
public final class TorchMain {

    private TorchMain() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        Examples examples = Examples.read(Path.of(arguments[0]));
        Engine.getInstance().setRandomSeed(1);
        try (NDManager manager = NDManager.newBaseManager();
                TorchLesson lesson = TorchLesson.of(arguments[1], examples, manager)) {
            train(
                    lesson,
                    manager,
                    examples.count(),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    out);
        }
    }

    private static void train(
            TorchLesson lesson, NDManager manager, int count, int batchSize, int epochs, PrintStream out) {
        long[] order = LongStream.range(0, count).toArray();
        Random random = new Random(1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            long begun = System.nanoTime();
            shuffle(order, random);
            double sum = epoch(lesson, manager, order, batchSize);
            double seconds = (System.nanoTime() - begun) * 1e-9;
            out.println(seconds + " " + sum / count);
            out.flush();
        }
    }

    private static double epoch(TorchLesson lesson, NDManager manager, long[] order, int batchSize) {
        double sum = 0;
        for (int from = 0; from < order.length; from += batchSize) {
            int size = Math.min(batchSize, order.length - from);
            try (NDManager batch = manager.newSubManager()) {
                NDArray rows = batch.create(Arrays.copyOfRange(order, from, from + size));
                sum += size * lesson.step(batch, rows);
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
