package dev.trainyard.trainer.fused;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.FusedFit;
import dev.trainyard.plan.LargestBatch;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Differentiable;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.Portions;
import dev.trainyard.trainer.engine.RowLoss;
import dev.trainyard.trainer.engine.Stopwatch;
import dev.trainyard.trainer.engine.Stopwatch.Part;
import dev.trainyard.trainer.engine.Updater;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trains a stack of layers: forward, loss, backward, update, with no array made on the way. */
final class FusedEngine implements Differentiable {

    private static final int ANSWERED_TOGETHER = 128;

    private final Weights weights;
    private final Stack stack;
    private final Head head;
    private final List<Segment> segments;
    private final Updater updater;
    private final int rowsAtOnce;
    private GradientObserver observer = (slopes, of) -> {};
    private Stopwatch watch = new Stopwatch(System::nanoTime);

    FusedEngine(ResolvedJob job, NamedArrays start, MatrixProducts products) {
        this(job, start, products, Answer.of(job).head(job.training().loss()));
    }

    /** The same with a loss that has no name. */
    FusedEngine(ResolvedJob job, NamedArrays start, MatrixProducts products, RowLoss loss) {
        this(job, start, products, Answer.of(job).head(loss));
    }

    private FusedEngine(ResolvedJob job, NamedArrays start, MatrixProducts products, Head head) {
        this.weights = new Weights(job.layers(), products);
        this.stack = new Stack(job, weights, products);
        this.head = head;
        this.segments = weights.segments();
        this.updater = new Updater(job.training(), segments);
        this.rowsAtOnce = rowsAtOnce(job);
        weights.set(start);
    }

    /** What belongs to these is still in the cache when it is used. */
    private static int rowsAtOnce(ResolvedJob job) {
        int fits = LargestBatch.toAnswer(job, FusedFit.numbersOfRow(job.layers()));
        return Math.min(fits, Math.max(ANSWERED_TOGETHER, job.training().batchSize().of(ANSWERED_TOGETHER)));
    }

    /**
     * How the network answers one example.
     *
     * @param width of a row of the loss
     * @param units that the last activation sees together
     */
    private record Answer(ActivationFunction activation, int width, int units, int steps) {

        static Answer of(ResolvedJob job) {
            LayerReport last = job.layers().get(job.layers().size() - 1);
            Shape answer = last.outputShape();
            int steps = Math.max(1, job.output().steps());
            return new Answer(Stack.activation(last), Math.toIntExact(answer.size() / steps), answer.last(), steps);
        }

        Head head(Loss loss) {
            return new Head(loss, activation, width, units, steps);
        }

        Head head(RowLoss loss) {
            return new Head(loss, activation, width, units, steps);
        }
    }

    @Override
    public double step(Batch batch, double learningRate) {
        double loss = answer(batch);
        watch.lap(Part.FORWARD);
        stack.backward(head.slopes());
        watch.lap(Part.BACKWARD);
        update(learningRate);
        return loss;
    }

    @Override
    public double step(Batch batch, double learningRate, float[] into) {
        double loss = inputGradient(batch, into);
        update(learningRate);
        return loss;
    }

    /** What is dropped depends on the number of the update alone, and so is dropped again. */
    @Override
    public double stepAsAnswered(Batch batch, double learningRate) {
        return step(batch, learningRate);
    }

    @Override
    public double inputGradient(Batch batch, float[] into) {
        double loss = answer(batch);
        float[] byInputs = stack.backwardToInputs(head.slopes());
        System.arraycopy(byInputs, 0, into, 0, into.length);
        return loss;
    }

    private double answer(Batch batch) {
        return head.loss(stack.forward(batch.inputs().values(), training(batch.inputs())), batch);
    }

    private Pass training(EncodedRows inputs) {
        return new Pass(inputs.rows(), updater.updates() + 1, inputs.lengths());
    }

    private void update(double learningRate) {
        observer.see(weights.slopes(), segments);
        updater.update(weights.values(), weights.slopes(), learningRate);
        weights.changed();
        watch.lap(Part.UPDATE);
    }

    @Override
    public float[] answerInTraining(EncodedRows inputs) {
        return head.answers(stack.forward(inputs.values(), training(inputs)));
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
        return head.answers(stack.forward(examples.values(), new Pass(examples.rows(), 0, examples.lengths())));
    }

    @Override
    public NamedArrays parameters() {
        return new NamedArrays(weights.named(weights.values(), ""));
    }

    @Override
    public void setParameters(NamedArrays parameters) {
        weights.set(parameters);
    }

    @Override
    public NamedArrays state() {
        List<NamedArray> memory = new ArrayList<>();
        for (int i = 0; i < updater.memoryNames().size(); i++) {
            memory.addAll(
                    weights.named(updater.memory(i), "/" + updater.memoryNames().get(i)));
        }
        return new NamedArrays(memory, Map.of("updates", Long.toString(updater.updates())));
    }

    @Override
    public void restore(NamedArrays parameters, NamedArrays state) {
        setParameters(parameters);
        for (int i = 0; i < updater.memoryNames().size(); i++) {
            weights.fill(updater.memory(i), state, "/" + updater.memoryNames().get(i));
        }
        updater.setUpdates(Long.parseLong(String.valueOf(state.metadata().get("updates"))));
    }

    @Override
    public void close() {
        stack.close();
        weights.close();
    }
}
