package dev.trainyard.trainer.dl4j;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.LargestBatch;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Differentiable;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.Portions;
import dev.trainyard.trainer.engine.Stopwatch;
import dev.trainyard.trainer.engine.Stopwatch.Part;
import dev.trainyard.trainer.engine.Updater;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Trains with a network of DL4J: it does the forward and the backward pass, the shared {@link Updater} turns
 * its gradient into a step.
 */
final class Dl4jEngine implements Differentiable {

    private final LossHeads losses;
    private final Lengths lengths;
    private final Dl4jModel network;
    private final Dl4jParameters layout;
    private final Updater updater;
    private final Strips inputs;
    private final Strips targets;
    private final float[] parameters;
    private final float[] gradient;
    private final List<Segment> segments;
    private final int rowsAtOnce;
    private GradientObserver observer = (slopes, of) -> {};
    private Stopwatch watch = new Stopwatch(System::nanoTime);
    private long[] drawnFrom = new long[2];

    Dl4jEngine(ResolvedJob job, NamedArrays start) {
        this(job, start, new Dl4jNetwork(job));
    }

    private Dl4jEngine(ResolvedJob job, NamedArrays start, Dl4jNetwork described) {
        this(job, start, described, LossHeads.of(job.training(), described));
    }

    Dl4jEngine(ResolvedJob job, NamedArrays start, LossHead loss) {
        this(job, start, new Dl4jNetwork(job), LossHeads.of(loss, new Dl4jNetwork(job)));
    }

    private Dl4jEngine(ResolvedJob job, NamedArrays start, Dl4jNetwork described, LossHeads losses) {
        this.losses = losses;
        this.lengths = described.lengths();
        NeuralNetConfiguration.Builder settings =
                new NeuralNetConfiguration.Builder().updater(new NoOp()).weightInit(WeightInit.ZERO);
        this.network = Dl4jModel.of(job, described, settings, losses::at);
        network.init(true);
        this.layout = new Dl4jParameters(job, network);
        this.segments = layout.segments();
        this.rowsAtOnce = LargestBatch.toAnswer(job);
        this.updater = new Updater(job.training(), segments);
        this.parameters = new float[layout.size()];
        this.gradient = new float[layout.size()];
        this.inputs = new Strips(described.inputs());
        this.targets = new Strips(described.answers());
        setParameters(start);
    }

    @Override
    public double step(Batch batch, double learningRate) {
        losses.expect(batch.rows(), batch.weights(), batch.targets().lengths());
        lengths.set(batch.inputs().lengths());
        INDArray slopes = network.gradient(
                inputs.fill(batch.inputs().values(), batch.rows()),
                targets.fill(batch.targets().values(), batch.rows()));
        watch.lap(Part.FORWARD_AND_BACKWARD);
        update(slopes, learningRate);
        return losses.last();
    }

    private void update(INDArray slopes, double learningRate) {
        Arrays2d.read(slopes, gradient);
        observer.see(gradient, segments);
        updater.update(parameters, gradient, learningRate);
        Arrays2d.write(parameters, network.parameters());
        watch.lap(Part.UPDATE);
    }

    @Override
    public double stepAsAnswered(Batch batch, double learningRate) {
        long[] now = randomStates();
        Nd4j.getRandom().setStates(drawnFrom[0], drawnFrom[1]);
        double loss = step(batch, learningRate);
        Nd4j.getRandom().setStates(now[0], now[1]);
        return loss;
    }

    private static long[] randomStates() {
        return new long[] {Nd4j.getRandom().rootState(), Nd4j.getRandom().nodeState()};
    }

    @Override
    public double step(Batch batch, double learningRate, float[] into) {
        double loss = inputGradient(batch, into);
        update(network.lastGradient(), learningRate);
        return loss;
    }

    @Override
    public void time(Stopwatch stopwatch) {
        watch = stopwatch;
    }

    @Override
    public void observe(GradientObserver watcher) {
        observer = watcher;
    }

    @Override
    public int rowsAtOnce() {
        return rowsAtOnce;
    }

    @Override
    public float[] predict(EncodedRows examples) {
        return Portions.of(examples, rowsAtOnce, this::answers);
    }

    private float[] answers(EncodedRows examples) {
        lengths.set(examples.lengths());
        return targets.join(network.outputs(inputs.fill(examples.values(), examples.rows())));
    }

    @Override
    public float[] answerInTraining(EncodedRows examples) {
        lengths.set(examples.lengths());
        drawnFrom = randomStates();
        INDArray answers = network.outputInTraining(inputs.fill(examples.values(), examples.rows())[0]);
        return Arrays2d.floats(ChannelsFirst.inKerasOrder(answers));
    }

    @Override
    public double inputGradient(Batch batch, float[] into) {
        losses.expect(batch.rows(), batch.weights(), null);
        lengths.set(null);
        INDArray examples = inputs.fill(batch.inputs().values(), batch.rows())[0];
        INDArray wanted = targets.fill(batch.targets().values(), batch.rows())[0];
        float[] read = Arrays2d.floats(ChannelsFirst.inKerasOrder(network.inputGradient(examples, wanted)));
        System.arraycopy(read, 0, into, 0, read.length);
        return losses.last();
    }

    @Override
    public NamedArrays parameters() {
        return new NamedArrays(layout.read(parameters, ""));
    }

    @Override
    public void setParameters(NamedArrays named) {
        float[] flat = layout.flat(named, "");
        System.arraycopy(flat, 0, parameters, 0, flat.length);
        Arrays2d.write(parameters, network.parameters());
    }

    @Override
    public NamedArrays state() {
        List<NamedArray> memory = new ArrayList<>();
        for (int i = 0; i < updater.memoryNames().size(); i++) {
            memory.addAll(
                    layout.read(updater.memory(i), "/" + updater.memoryNames().get(i)));
        }
        return new NamedArrays(
                memory,
                Map.of(
                        "updates", Long.toString(updater.updates()),
                        "random.root", Long.toString(Nd4j.getRandom().rootState()),
                        "random.node", Long.toString(Nd4j.getRandom().nodeState())));
    }

    @Override
    public void restore(NamedArrays named, NamedArrays state) {
        setParameters(named);
        for (int i = 0; i < updater.memoryNames().size(); i++) {
            float[] flat = layout.flat(state, "/" + updater.memoryNames().get(i));
            System.arraycopy(flat, 0, updater.memory(i), 0, flat.length);
        }
        updater.setUpdates(number(state, "updates"));
        Nd4j.getRandom().setStates(number(state, "random.root"), number(state, "random.node"));
    }

    private static long number(NamedArrays state, String name) {
        return Long.parseLong(String.valueOf(state.metadata().get(name)));
    }

    @Override
    public void close() {
        network.close();
    }
}
