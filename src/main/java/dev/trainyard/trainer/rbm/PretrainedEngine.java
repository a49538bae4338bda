package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Rbm;
import dev.trainyard.plan.RbmEpochs;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.MatrixProducts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of sigmoid layers that are first trained one after the other as machines, without the target; then the whole
 * network learns the target from there (Hinton, Osindero and Teh 2006).
 */
final class PretrainedEngine implements Engine {

    private static final String BELOW = "/visibleBias";

    private final List<MachineTraining> machines;
    private final List<LayerReport> layers;
    private final Engine whole;
    private final int epochsEach;
    private int stage;
    private boolean whoseWeightsDiffer;

    PretrainedEngine(ResolvedJob job, NamedArrays start, Engine whole, MatrixProducts products) {
        this.machines = RbmEngine.machines(job, products);
        this.layers = job.layers();
        this.whole = whole;
        this.epochsEach = RbmEpochs.each((Rbm) job.definition(), job.training().epochs());
        machines.forEach(training -> training.machine().setUpwards(start));
    }

    @Override
    public boolean enter(int epoch) {
        share();
        int next = Math.min(machines.size(), (epoch - 1) / epochsEach);
        boolean other = next != stage;
        stage = next;
        return other;
    }

    @Override
    public boolean isInLastStage() {
        return stage == machines.size();
    }

    @Override
    public double step(Batch batch, double learningRate) {
        if (isInLastStage()) {
            return whole.step(batch, learningRate);
        }
        float[] rows = batch.inputs().values();
        for (int below = 0; below < stage; below++) {
            rows = machines.get(below).machine().hidden(rows, batch.rows());
        }
        whoseWeightsDiffer = true;
        return machines.get(stage).step(rows, batch.rows(), learningRate);
    }

    @Override
    public void observe(GradientObserver observer) {
        whole.observe(observer);
        machines.forEach(training -> training.observe(observer, layers));
    }

    /** Gives the network what the machines have learned. */
    private void share() {
        if (!whoseWeightsDiffer) {
            return;
        }
        Map<String, NamedArray> learned = new LinkedHashMap<>();
        whole.parameters().arrays().forEach(array -> learned.put(array.name(), array));
        machines.forEach(training -> training.machine()
                .named()
                .forEach(array -> learned.computeIfPresent(array.name(), (name, old) -> array)));
        whole.setParameters(new NamedArrays(List.copyOf(learned.values())));
        whoseWeightsDiffer = false;
    }

    @Override
    public int rowsAtOnce() {
        return whole.rowsAtOnce();
    }

    @Override
    public float[] predict(EncodedRows inputs) {
        share();
        return whole.predict(inputs);
    }

    @Override
    public NamedArrays parameters() {
        share();
        return whole.parameters();
    }

    @Override
    public void setParameters(NamedArrays parameters) {
        whoseWeightsDiffer = false;
        whole.setParameters(parameters);
        machines.forEach(training -> training.machine().setUpwards(parameters));
    }

    /** Once the whole network is trained, the machines are not needed any more. */
    @Override
    public NamedArrays state() {
        NamedArrays own = whole.state();
        if (isInLastStage()) {
            return own;
        }
        List<NamedArray> arrays = new ArrayList<>(own.arrays());
        Map<String, String> metadata = new HashMap<>(own.metadata());
        machines.forEach(training -> training.save(arrays, metadata));
        machines.forEach(training -> training.machine().named().stream()
                .filter(array -> array.name().endsWith(BELOW))
                .forEach(arrays::add));
        return new NamedArrays(arrays, metadata);
    }

    @Override
    public void restore(NamedArrays parameters, NamedArrays state) {
        setParameters(parameters);
        whole.restore(parameters, state);
        boolean pretraining =
                state.arrays().stream().anyMatch(array -> array.name().endsWith(BELOW));
        if (pretraining) {
            machines.forEach(training -> training.machine().setVisibleBias(state));
            machines.forEach(training -> training.restore(state));
        }
    }

    @Override
    public void close() {
        whole.close();
    }
}
