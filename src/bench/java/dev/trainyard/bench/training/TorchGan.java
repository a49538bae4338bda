package dev.trainyard.bench.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import dev.trainyard.json.Json;
import tools.jackson.databind.JsonNode;

/** A generator and a discriminator by turns, as the paper has them (Goodfellow et al. 2014), the generator's loss not saturating. */
final class TorchGan implements TorchLesson {

    private static final float BETA1 = 0.5f;

    private final Model makers = Model.newInstance("generator");
    private final Model critics = Model.newInstance("discriminator");
    private final Loss loss = Loss.sigmoidBinaryCrossEntropyLoss();
    private final Trainer generator;
    private final Trainer discriminator;
    private final NDArray real;
    private final int latent;

    TorchGan(String definition, NDArray real) {
        JsonNode json = Json.mapper().readTree(definition);
        this.real = real;
        this.latent = json.get("latentSize").asInt();
        makers.setBlock(TorchNetwork.of(json.at("/generator/layers")));
        critics.setBlock(TorchNetwork.of(json.at("/discriminator/layers")));
        generator = makers.newTrainer(rules());
        discriminator = critics.newTrainer(rules());
        generator.initialize(new Shape(1, latent));
        discriminator.initialize(new Shape(1, real.getShape().get(1)));
    }

    private DefaultTrainingConfig rules() {
        return new DefaultTrainingConfig(loss).optOptimizer(TorchLesson.adam(BETA1));
    }

    @Override
    public double step(NDManager batch, NDArray rows) {
        NDArray x = real.get(rows);
        x.attach(batch);
        long count = x.getShape().get(0);
        NDArray yes = batch.ones(new Shape(count, 1));
        NDArray no = batch.zeros(new Shape(count, 1));
        judge(batch, x, made(batch, count), yes, no);
        return deceive(batch, count, yes);
    }

    private NDArray made(NDManager batch, long count) {
        NDArray made = generator.evaluate(new NDList(noise(batch, count))).singletonOrThrow();
        made.attach(batch);
        return made.stopGradient();
    }

    private void judge(NDManager batch, NDArray x, NDArray made, NDArray yes, NDArray no) {
        try (GradientCollector gradients = discriminator.newGradientCollector()) {
            NDArray real = loss.evaluate(new NDList(yes), discriminator.forward(new NDList(x)));
            NDArray value = real.add(loss.evaluate(new NDList(no), discriminator.forward(new NDList(made))));
            gradients.backward(value);
            value.attach(batch);
        }
        discriminator.step();
    }

    private float deceive(NDManager batch, long count, NDArray yes) {
        NDArray value;
        try (GradientCollector gradients = generator.newGradientCollector()) {
            NDList made = generator.forward(new NDList(noise(batch, count)));
            value = loss.evaluate(new NDList(yes), discriminator.forward(made));
            gradients.backward(value);
            value.attach(batch);
        }
        generator.step();
        return value.getFloat();
    }

    private NDArray noise(NDManager batch, long count) {
        return batch.randomNormal(new Shape(count, latent));
    }

    @Override
    public void close() {
        generator.close();
        discriminator.close();
        makers.close();
        critics.close();
    }
}
