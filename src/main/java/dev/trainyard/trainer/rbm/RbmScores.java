package dev.trainyard.trainer.rbm;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.loop.EpochScores;
import dev.trainyard.trainer.rbm.BoltzmannMachine.Energies;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scores of Hinton's practical guide (2010), of the machine that is being trained: the error of the reconstruction,
 * the pseudo-likelihood, the free energy, and by how much that is higher for validation rows than for training rows, which
 * grows when the machine overfits.
 */
final class RbmScores implements EpochScores {

    private static final long PURPOSE = 4;
    private static final int ROWS_AT_ONCE = 256;

    private final RbmEngine engine;
    private final Part train;
    private final Part validation;
    private final List<String> wanted;
    private final long seed;
    private final int[] sample;

    RbmScores(ResolvedJob job, Prepared data, RbmEngine engine) {
        this.engine = engine;
        this.train = data.train();
        this.validation = data.validation();
        this.wanted = job.training().metrics();
        this.seed = job.training().seed();
        this.sample = EpochScores.sample(train, seed);
    }

    /** Of some rows: mean squared error over visible units, and means over rows. */
    record Measured(double error, double pseudoLikelihood, double freeEnergy) {}

    @Override
    public Map<String, @Nullable Double> ofUntrained() {
        Measured measured = measure(train, sample);
        return series(measured.error(), measured);
    }

    @Override
    public Optional<Map<String, @Nullable Double>> after(int epoch, double trainLoss) {
        Measured measured = measure(train, sample);
        return Double.isFinite(measured.freeEnergy()) ? Optional.of(series(trainLoss, measured)) : Optional.empty();
    }

    private Map<String, @Nullable Double> series(double trainLoss, Measured measured) {
        Map<String, @Nullable Double> series = new LinkedHashMap<>();
        series.put("train/loss", EpochScores.finite(trainLoss));
        put("train", measured, series);
        if (!validation.isEmpty()) {
            Measured watched = measure(validation, validation.order());
            series.put("validation/loss", EpochScores.finite(watched.error()));
            put("validation", watched, series);
            series.put("validation/freeEnergyGap", EpochScores.finite(watched.freeEnergy() - measured.freeEnergy()));
        }
        return series;
    }

    private void put(String part, Measured measured, Map<String, @Nullable Double> series) {
        for (String metric : wanted) {
            series.put(part + "/" + metric, EpochScores.finite(value(metric, measured)));
        }
    }

    private static double value(String metric, Measured measured) {
        return switch (metric) {
            case "pseudoLikelihood" -> measured.pseudoLikelihood();
            case "freeEnergy" -> measured.freeEnergy();
            default -> measured.error();
        };
    }

    /** Measures the machine in training on examples of a part. */
    Measured measure(Part part, int[] order) {
        Room room = new Room();
        BoltzmannMachine machine = engine.machine(engine.current());
        double error = 0;
        double pseudoLikelihood = 0;
        double freeEnergy = 0;
        for (int from = 0; from < order.length; from += ROWS_AT_ONCE) {
            EncodedRows rows = part.features().gather(order, from, Math.min(order.length, from + ROWS_AT_ONCE), room);
            float[] lifted = engine.lifted(rows.values(), rows.rows(), engine.current());
            error += rows.rows() * Reconstruction.error(lifted, machine.reconstruction(lifted, rows.rows()));
            if (machine.isBinary()) {
                Energies energies = machine.energies(lifted, units(machine, rows.rows(), from));
                freeEnergy += Arrays.stream(energies.ofRows()).sum();
                pseudoLikelihood += pseudoLikelihood(machine, energies);
            } else {
                freeEnergy += Arrays.stream(machine.freeEnergy(lifted, rows.rows())).sum();
                pseudoLikelihood = Double.NaN;
            }
        }
        return new Measured(error / order.length, pseudoLikelihood / order.length, freeEnergy / order.length);
    }

    /** One unit for each row, drawn anew for each but the same in every epoch. */
    private int[] units(BoltzmannMachine machine, int rows, int from) {
        SeededRandom random = new SeededRandom(seed, PURPOSE + from);
        int[] units = new int[rows];
        Arrays.setAll(units, row -> random.nextInt(machine.visible()));
        return units;
    }

    /** Sum over rows of {@code visible · log P(v_i | the rest)} for one binary unit i of each row. */
    private static double pseudoLikelihood(BoltzmannMachine machine, Energies energies) {
        double sum = 0;
        for (int row = 0; row < energies.ofRows().length; row++) {
            sum -= machine.visible() * Logistic.softplus(energies.ofRows()[row] - energies.ofTurned()[row]);
        }
        return sum;
    }
}
