package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Rbm;
import dev.trainyard.definition.layer.Flatten;
import dev.trainyard.plan.RbmEpochs;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.MatrixProducts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trains a stack of machines without a target, one after the other, each on what the ones below make of the rows. */
final class RbmEngine implements Engine {

    private final ResolvedJob job;
    private final Rbm rbm;
    private final List<MachineTraining> machines;
    private int current;

    RbmEngine(ResolvedJob job, NamedArrays start, MatrixProducts products) {
        this.job = job;
        this.rbm = (Rbm) job.definition();
        this.machines = machines(job, products);
        setParameters(start);
    }

    /** A machine for each of a job's layers that is one. */
    static List<MachineTraining> machines(ResolvedJob job, MatrixProducts products) {
        Rbm rbm = (Rbm) job.definition();
        List<MachineTraining> all = new ArrayList<>();
        int first = job.layers().get(0).layer() instanceof Flatten ? 1 : 0;
        int count = rbm.hiddenUnits().sizes().size();
        for (LayerReport layer : job.layers().subList(first, first + count)) {
            int visible = layer.inputShape().last();
            int hidden = layer.outputShape().last();
            Rbm.Visible kind = all.isEmpty() ? rbm.visible() : Rbm.Visible.BERNOULLI;
            BoltzmannMachine machine = new BoltzmannMachine(layer.name(), visible, hidden, kind, products);
            all.add(new MachineTraining(machine, rbm, job.training(), products));
        }
        return all;
    }

    @Override
    public boolean enter(int epoch) {
        int next = RbmEpochs.machine(rbm, epoch, job.training().epochs());
        boolean other = next != current;
        current = next;
        return other;
    }

    @Override
    public boolean isInLastStage() {
        return current == machines.size() - 1;
    }

    @Override
    public double step(Batch batch, double learningRate) {
        float[] rows = lifted(batch.inputs().values(), batch.rows(), current);
        return machines.get(current).step(rows, batch.rows(), learningRate);
    }

    @Override
    public void observe(GradientObserver observer) {
        machines.forEach(training -> training.observe(observer, job.layers()));
    }

    /** What the machines below a level make of rows. */
    float[] lifted(float[] rows, int count, int level) {
        float[] states = rows;
        for (int i = 0; i < level; i++) {
            states = machine(i).hidden(states, count);
        }
        return states;
    }

    BoltzmannMachine machine(int level) {
        return machines.get(level).machine();
    }

    /** The machine that is being trained, or was last. */
    int current() {
        return current;
    }

    int height() {
        return machines.size();
    }

    /** The hidden units' chances of the machine at the top. */
    float[] code(EncodedRows rows) {
        return lifted(rows.values(), rows.rows(), height());
    }

    /** The rows after their way up to a level and down again. */
    float[] rebuilt(EncodedRows rows, int levels) {
        float[] states = lifted(rows.values(), rows.rows(), levels);
        for (int i = levels - 1; i >= 0; i--) {
            states = machine(i).visible(states, rows.rows());
        }
        return states;
    }

    @Override
    public float[] predict(EncodedRows inputs) {
        return rebuilt(inputs, height());
    }

    @Override
    public NamedArrays parameters() {
        return new NamedArrays(machines.stream()
                .flatMap(training -> training.machine().named().stream())
                .toList());
    }

    @Override
    public void setParameters(NamedArrays parameters) {
        machines.forEach(training -> training.machine().set(parameters));
    }

    @Override
    public NamedArrays state() {
        return stateOf(machines);
    }

    static NamedArrays stateOf(List<MachineTraining> machines) {
        List<NamedArray> arrays = new ArrayList<>();
        Map<String, String> counts = new HashMap<>();
        machines.forEach(training -> training.save(arrays, counts));
        return new NamedArrays(arrays, counts);
    }

    @Override
    public void restore(NamedArrays parameters, NamedArrays state) {
        setParameters(parameters);
        machines.forEach(training -> training.restore(state));
    }

    @Override
    public void close() {
        // holds nothing but heap
    }
}
