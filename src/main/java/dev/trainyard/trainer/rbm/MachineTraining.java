package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Rbm;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.PartObserver;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.engine.Updater;
import java.util.List;
import java.util.Map;

/** One machine in training: contrastive divergence gives the gradient, the shared {@link Updater} makes it a step. */
final class MachineTraining {

    private static final long PURPOSE = 3_000_000_000L;
    private static final long PURPOSES_OF_A_MACHINE = 1_000_000_000_000L;

    private final BoltzmannMachine machine;
    private final ContrastiveDivergence divergence;
    private final Updater updater;
    private final long seed;
    private final long purpose;
    private final float[] gradient;
    private GradientObserver observer = (slopes, of) -> {};

    MachineTraining(BoltzmannMachine machine, Rbm rbm, Training training, MatrixProducts products) {
        this.machine = machine;
        this.divergence = new ContrastiveDivergence(machine, rbm, products);
        this.updater = new Updater(training, machine.segments());
        this.seed = training.seed();
        this.purpose = PURPOSE + Math.floorMod(machine.name().hashCode(), 1000) * PURPOSES_OF_A_MACHINE;
        this.gradient = new float[machine.parameters().length];
    }

    BoltzmannMachine machine() {
        return machine;
    }

    /** Shows its gradients as those of its layer among others. */
    void observe(GradientObserver watcher, List<LayerReport> layers) {
        observer = PartObserver.of(watcher, machine.name(), layers);
    }

    /** Updates once; each update draws from a generator of its own, so that none need be kept. */
    double step(float[] rows, int count, double learningRate) {
        SeededRandom random = new SeededRandom(seed, purpose + updater.updates());
        double error = divergence.gradient(rows, count, random, gradient);
        observer.see(gradient, machine.segments());
        updater.update(machine.parameters(), gradient, learningRate);
        return error;
    }

    void save(List<NamedArray> arrays, Map<String, String> counts) {
        for (int i = 0; i < updater.memoryNames().size(); i++) {
            float[] memory = updater.memory(i).clone();
            arrays.add(new NamedArray(memoryName(i), List.of(memory.length), memory));
        }
        float[] chains = divergence.chains();
        if (chains != null) {
            int count = chains.length / machine.visible();
            arrays.add(new NamedArray(chainsName(), List.of(count, machine.visible()), chains.clone()));
        }
        counts.put(machine.name() + ".updates", Long.toString(updater.updates()));
    }

    void restore(NamedArrays state) {
        for (int i = 0; i < updater.memoryNames().size(); i++) {
            float[] memory = state.get(memoryName(i)).values();
            System.arraycopy(memory, 0, updater.memory(i), 0, memory.length);
        }
        divergence.setChains(state.arrays().stream()
                .filter(array -> array.name().equals(chainsName()))
                .map(NamedArray::values)
                .findFirst()
                .orElse(null));
        updater.setUpdates(Long.parseLong(String.valueOf(state.metadata().get(machine.name() + ".updates"))));
    }

    private String memoryName(int slot) {
        return machine.name() + "/memory/" + updater.memoryNames().get(slot);
    }

    private String chainsName() {
        return machine.name() + "/chains";
    }
}
