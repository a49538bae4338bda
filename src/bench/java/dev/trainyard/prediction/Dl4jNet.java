package dev.trainyard.prediction;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A dense network of DL4J, which lets one caller at a time through {@code output}. */
final class Dl4jNet implements AutoCloseable {

    private final MultiLayerNetwork network;
    private final int width;

    Dl4jNet(int... widths) {
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder().activation(Activation.RELU).list();
        int last = widths.length - 1;
        for (int layer = 1; layer < last; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(widths[layer - 1])
                    .nOut(widths[layer])
                    .build());
        }
        layers.layer(new OutputLayer.Builder()
                .nIn(widths[last - 1])
                .nOut(widths[last])
                .activation(Activation.SOFTMAX)
                .build());
        network = new MultiLayerNetwork(layers.build());
        network.init();
        width = widths[0];
    }

    float[] answer(float[] rows) {
        try (INDArray input = Nd4j.create(rows, new int[] {rows.length / width, width})) {
            return network.output(input).data().asFloat();
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
