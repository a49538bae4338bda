package dev.trainyard.trainer.fused;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.FusedFit;
import dev.trainyard.plan.LargestBatch;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.Portions;
import dev.trainyard.trainer.engine.Stopwatch;
import dev.trainyard.trainer.engine.Stopwatch.Part;
import dev.trainyard.trainer.engine.Updater;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trains a stack of layers: forward, loss, backward, update, with no array made on the way. */
final class FusedEngine implements Engine {

    private final Weights weights;
    private final Stack stack;
    private final Head head;
    private final List<Segment> segments;
    private final Updater updater;
    private final int rowsAtOnce;
    private GradientObserver observer = (slopes, of) -> {};
    private Stopwatch watch = new Stopwatch(System::nanoTime);

    FusedEngine(ResolvedJob job, NamedArrays start, MatrixProducts products) {
        this.weights = new Weights(job.layers(), products);
        this.stack = new Stack(job, weights, products);
        this.head = head(job);
        this.segments = weights.segments();
        this.updater = new Updater(job.training(), segments);
        this.rowsAtOnce = LargestBatch.toAnswer(job, FusedFit.numbersOfRow(job.layers()));
        weights.set(start);
    }

    private static Head head(ResolvedJob job) {
        LayerReport last = job.layers().get(job.layers().size() - 1);
        Shape answer = last.outputShape();
        int steps = Math.max(1, job.output().steps());
        int width = Math.toIntExact(answer.size() / steps);
        return new Head(job.training().loss(), Stack.activation(last), width, answer.last(), steps);
    }

    @Override
    public double step(Batch batch, double learningRate) {
        EncodedRows inputs = batch.inputs();
        Pass pass = new Pass(inputs.rows(), updater.updates() + 1, inputs.lengths());
        double loss = head.loss(stack.forward(inputs.values(), pass), batch);
        watch.lap(Part.FORWARD);
        stack.backward(head.slopes());
        watch.lap(Part.BACKWARD);
        observer.see(weights.slopes(), segments);
        updater.update(weights.values(), weights.slopes(), learningRate);
        weights.changed();
        watch.lap(Part.UPDATE);
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
