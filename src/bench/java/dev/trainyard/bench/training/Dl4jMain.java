package dev.trainyard.bench.training;

import dev.trainyard.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import tools.jackson.databind.JsonNode;

/**
 * Trains an LSTM by DL4J's own layers and loop, as they come, and prints seconds and loss of each epoch: {@code Dl4jMain
 * <examples> <definition> <batch size> <epochs>}.
 */
public final class Dl4jMain {

    private Dl4jMain() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        Examples examples = Examples.read(Path.of(arguments[0]));
        JsonNode layers = Json.mapper().readTree(arguments[1]);
        MultiLayerNetwork network =
                new MultiLayerNetwork(conf(layers.get(0).get("units").asInt(), examples.shape()[1]));
        network.init();
        train(network, examples, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), out);
    }

    private static MultiLayerConfiguration conf(int units, int features) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.001))
                .weightInit(WeightInit.XAVIER)
                .list(
                        new LastTimeStep(new LSTM.Builder()
                                .nOut(units)
                                .activation(Activation.TANH)
                                .build()),
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(1)
                                .activation(Activation.IDENTITY)
                                .build())
                .setInputType(InputType.recurrent(features))
                .build();
    }

    private static void train(MultiLayerNetwork network, Examples examples, int batchSize, int epochs, PrintStream out) {
        int[] order = new int[examples.count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Random random = new Random(1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            long begun = System.nanoTime();
            shuffle(order, random);
            double sum = 0;
            for (int from = 0; from < order.length; from += batchSize) {
                int to = Math.min(order.length, from + batchSize);
                network.fit(inputs(examples, order, from, to), labels(examples, order, from, to));
                sum += (to - from) * network.score();
            }
            out.println((System.nanoTime() - begun) * 1e-9 + " " + sum / order.length);
            out.flush();
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
    }

    /** DL4J has features before steps. */
    private static INDArray inputs(Examples examples, int[] order, int from, int to) {
        int size = examples.size();
        float[] values = new float[(to - from) * size];
        for (int i = from; i < to; i++) {
            System.arraycopy(examples.values(), order[i] * size, values, (i - from) * size, size);
        }
        return Nd4j.create(values, new int[] {to - from, examples.shape()[0], examples.shape()[1]}, 'c')
                .permute(0, 2, 1);
    }

    private static INDArray labels(Examples examples, int[] order, int from, int to) {
        float[] values = new float[to - from];
        for (int i = from; i < to; i++) {
            values[i - from] = examples.labels()[order[i]];
        }
        return Nd4j.create(values, new int[] {to - from, 1}, 'c');
    }
}
