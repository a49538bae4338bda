package dev.trainyard.bench.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.loss.Loss;

/** A stack of layers and a target. */
final class TorchSupervised implements TorchLesson {

    /** The numerator of Glorot and Bengio's variance, over the mean of both fans, for a uniform distribution: as Keras draws. */
    private static final float GLOROT = 3;

    private final Model model = Model.newInstance("bench");
    private final Loss loss;
    private final Trainer trainer;
    private final NDArray inputs;
    private final NDArray labels;

    TorchSupervised(String definition, Examples examples, NDArray inputs) {
        this.inputs = inputs;
        this.labels = inputs.getManager().create(examples.labels(), new Shape(examples.count(), 1));
        this.loss = examples.classes() > 0 ? Loss.softmaxCrossEntropyLoss() : Loss.l2Loss("mse", 1);
        model.setBlock(TorchNetwork.of(definition, examples));
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(TorchLesson.adam(0.9f))
                .optInitializer(new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, GLOROT), Parameter.Type.WEIGHT)
                .optInitializer(new UniformInitializer(0.05f), parameter -> parameter.getName().equals("embedding")));
        trainer.initialize(new Shape(1).addAll(inputs.getShape().slice(1)));
    }

    @Override
    public double step(NDManager batch, NDArray rows) {
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
        return value.toType(DataType.FLOAT32, false).getFloat();
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
