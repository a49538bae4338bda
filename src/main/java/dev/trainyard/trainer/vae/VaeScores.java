package dev.trainyard.trainer.vae;

import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.RowLoss;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.loop.EpochScores;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a variational autoencoder as it stands: the loss of what is rebuilt of places drawn by fixed noise, the
 * divergence in nats, both as one loss, and the mean squared error of what is rebuilt from the means.
 */
final class VaeScores implements EpochScores {

    static final long FIXED_NOISE = 8;
    private static final int ROWS_AT_ONCE = 512;
    private static final int MOST_ROWS = 2048;

    private final VaeEngine engine;
    private final Part train;
    private final Part validation;
    private final RowLoss rebuilding;
    private final long seed;
    private final int[] sample;

    VaeScores(ResolvedJob job, Prepared data, VaeEngine engine) {
        this.engine = engine;
        this.train = data.train();
        this.validation = data.validation();
        this.rebuilding = RowLoss.of(job.training().loss());
        this.seed = job.training().seed();
        this.sample = EpochScores.sample(train, MOST_ROWS, seed);
    }

    @Override
    public Map<String, @Nullable Double> ofUntrained() {
        Map<String, Double> measured = measure(train, sample);
        return series(measured, measured.getOrDefault("loss", Double.NaN));
    }

    @Override
    public Optional<Map<String, @Nullable Double>> after(int epoch, double trainLoss) {
        Map<String, Double> measured = measure(train, sample);
        return measured.values().stream().allMatch(Double::isFinite)
                ? Optional.of(series(measured, trainLoss))
                : Optional.empty();
    }

    private Map<String, @Nullable Double> series(Map<String, Double> measured, double trainLoss) {
        Map<String, @Nullable Double> series = new LinkedHashMap<>();
        measured.forEach((name, value) -> series.put("train/" + name, EpochScores.finite(value)));
        series.put("train/loss", EpochScores.finite(trainLoss));
        if (!validation.isEmpty()) {
            int[] some = EpochScores.sample(validation, MOST_ROWS, seed);
            measure(validation, some)
                    .forEach((name, value) -> series.put("validation/" + name, EpochScores.finite(value)));
        }
        return series;
    }

    /** By name, without the part's. */
    Map<String, Double> measure(Part part, int[] order) {
        double rebuilt = 0;
        double divergence = 0;
        double squares = 0;
        int atOnce = Math.min(ROWS_AT_ONCE, engine.rowsAtOnce());
        for (int from = 0; from < order.length; from += atOnce) {
            EncodedRows rows = part.features().gather(order, from, Math.min(order.length, from + atOnce));
            Gaussian places = engine.encode(rows);
            float[] noise = engine.noise(rows.rows(), new SeededRandom(seed, FIXED_NOISE + from));
            rebuilt += loss(rebuilding, engine.decode(places.drawn(noise), rows.rows()), rows);
            squares += loss(RowLoss.of(Loss.MSE), engine.predict(rows), rows);
            divergence += rows.rows() * places.meanDivergence();
        }
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put("loss", (rebuilt + engine.weight() * divergence) / order.length);
        measured.put("reconstructionLoss", rebuilt / order.length);
        measured.put("kl", divergence / order.length);
        measured.put("mse", squares / order.length);
        return measured;
    }

    /**
     * How odd each example is, the higher the odder: the loss of what is rebuilt from its mean, summed over its numbers, and
     * {@code beta} times the divergence; in nats the negative evidence lower bound, where the loss is binary crossentropy.
     */
    double[] negativeElbos(EncodedRows rows) {
        Gaussian places = engine.encode(rows);
        double[] elbos = losses(rebuilding, engine.decode(places.means(), rows.rows()), rows);
        double[] divergences = places.divergences();
        for (int row = 0; row < elbos.length; row++) {
            elbos[row] = rows.width() * (elbos[row] + engine.weight() * divergences[row]);
        }
        return elbos;
    }

    /** Of each example, rebuilt from its mean. */
    double[] squaredErrors(EncodedRows rows) {
        return losses(RowLoss.of(Loss.MSE), engine.predict(rows), rows);
    }

    /** Summed over the rows. */
    private static double loss(RowLoss loss, float[] answers, EncodedRows rows) {
        return Arrays.stream(losses(loss, answers, rows)).sum();
    }

    private static double[] losses(RowLoss loss, float[] answers, EncodedRows rows) {
        double[] outputs = new double[answers.length];
        double[] targets = new double[answers.length];
        for (int i = 0; i < answers.length; i++) {
            outputs[i] = answers[i];
            targets[i] = rows.values()[i];
        }
        int width = answers.length / rows.rows();
        double[] losses = new double[rows.rows()];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = loss.value(outputs, targets, row * width, width);
        }
        return losses;
    }
}
