package dev.trainyard.bench;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import dev.trainyard.json.Json;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** The layers of a definition, as PyTorch has them. */
final class TorchNetwork {

    private TorchNetwork() {}

    /** The shape in which it takes an example: pictures have one channel, which comes first. */
    static long[] shape(String layers, Examples examples) {
        long[] shape =
                Arrays.stream(examples.shape()).mapToLong(length -> length).toArray();
        return layers.contains("conv2d") ? new long[] {1, shape[0], shape[1]} : shape;
    }

    static Block of(String layers, Examples examples) {
        SequentialBlock network = new SequentialBlock();
        int outputs = examples.classes() > 0 ? examples.classes() : 1;
        for (JsonNode layer : Json.mapper().readTree(layers)) {
            add(network, layer, outputs);
            if (layer.path("activation").asString("").equals("relu")) {
                network.add(Activation::relu);
            }
        }
        return network;
    }

    private static void add(SequentialBlock network, JsonNode layer, int outputs) {
        int units = layer.path("units").asInt(outputs);
        switch (layer.get("type").asString()) {
            case "flatten" -> network.add(Blocks.batchFlattenBlock());
            case "dense" -> network.add(Linear.builder().setUnits(units).build());
            case "dropout" ->
                network.add(Dropout.builder()
                        .optRate((float) layer.get("rate").asDouble())
                        .build());
            case "conv2d" ->
                network.add(Conv2d.builder()
                        .setKernelShape(square(layer.get("kernelSize").asInt()))
                        .setFilters(layer.get("filters").asInt())
                        .build());
            case "maxPooling2d" -> network.add(Pool.maxPool2dBlock(square(2), square(2)));
            case "lstm" ->
                network.add(LSTM.builder()
                                .setStateSize(units)
                                .setNumLayers(1)
                                .optBatchFirst(true)
                                .build())
                        .add(lastStep());
            case "gru" ->
                network.add(GRU.builder()
                                .setStateSize(units)
                                .setNumLayers(1)
                                .optBatchFirst(true)
                                .build())
                        .add(lastStep());
            default -> throw new IllegalArgumentException(layer.toString());
        }
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }

    private static Block lastStep() {
        return new LambdaBlock(outputs -> new NDList(outputs.head().get(":, -1")));
    }
}
