package dev.trainyard.bench.training;

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
import tools.jackson.databind.JsonNode;

/** The layers of a definition, as PyTorch has them. */
final class TorchNetwork {

    private TorchNetwork() {}

    static Block of(String layers, Examples examples) {
        int outputs = examples.classes() > 0 ? examples.classes() : 1;
        return of(Json.mapper().readTree(layers), examples.vocabulary(), outputs);
    }

    /** Layers that all say how many units they have. */
    static Block of(JsonNode layers) {
        return of(layers, 0, 0);
    }

    private static Block of(JsonNode layers, int vocabulary, int outputs) {
        SequentialBlock network = new SequentialBlock();
        for (JsonNode layer : layers) {
            if (layer.get("type").asString().equals("embedding")) {
                network.add(
                        new TorchEmbedding(vocabulary, layer.get("outputDim").asInt()));
            } else {
                add(network, layer, outputs);
            }
            switch (layer.path("activation").asString("")) {
                case "relu" -> network.add(Activation::relu);
                case "leakyRelu" -> network.add(Activation.leakyReluBlock(0.2f));
                default -> {}
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
