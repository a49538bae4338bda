package dev.trainyard.trainer.gan;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.loop.EpochScores;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a GAN as it stands, on some real examples and as many generated of fixed noise: both losses, how many of
 * both the discriminator takes for what they are, and the diversity: how far generated examples are from each other, by how
 * far real ones are.
 */
final class GanScores implements EpochScores {

    static final long FIXED_NOISE = 7;
    private static final int EXAMPLES = 256;

    private final GanEngine engine;
    private final Part train;
    private final Part validation;
    private final boolean told;
    private final long seed;
    private double diversity = Double.NaN;

    GanScores(ResolvedJob job, Prepared data, GanEngine engine) {
        this.engine = engine;
        this.train = data.train();
        this.validation = data.validation();
        this.told = !job.output().rebuilds();
        this.seed = job.training().seed();
    }

    @Override
    public Map<String, @Nullable Double> ofUntrained() {
        Map<String, Double> measured = measure(train);
        return series(measured, measured.get("generatorLoss"));
    }

    @Override
    public Optional<Map<String, @Nullable Double>> after(int epoch, double trainLoss) {
        Map<String, Double> measured = measure(train);
        return measured.values().stream().allMatch(Double::isFinite)
                ? Optional.of(series(measured, trainLoss))
                : Optional.empty();
    }

    private Map<String, @Nullable Double> series(Map<String, Double> measured, @Nullable Double trainLoss) {
        Map<String, @Nullable Double> series = new LinkedHashMap<>();
        series.put("train/loss", EpochScores.finite(trainLoss));
        measured.forEach((name, value) -> series.put("train/" + name, EpochScores.finite(value)));
        if (!validation.isEmpty()) {
            measure(validation).forEach((name, value) -> series.put("validation/" + name, EpochScores.finite(value)));
        }
        diversity = measured.getOrDefault("diversity", Double.NaN);
        return series;
    }

    /** As it was after the last epoch. */
    double diversity() {
        return diversity;
    }

    /** By name, without the part's. */
    Map<String, Double> measure(Part part) {
        int[] order = some(part);
        int rows = order.length;
        float[] real = part.features().gather(order, 0, rows).values();
        float[] labels = told ? part.targets().gather(order, 0, rows).values() : new float[0];
        float[] invented = engine.predict(engine.asked(rows, new SeededRandom(seed, FIXED_NOISE), labels));
        float[] ofReal = engine.judged(real, labels, rows);
        float[] ofInvented = engine.judged(invented, labels, rows);
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put("generatorLoss", GanEngine.loss(ofInvented, true));
        measured.put("discriminatorLoss", (GanEngine.loss(ofReal, true) + GanEngine.loss(ofInvented, false)) / 2);
        measured.put("discriminatorAccuracy", (above(ofReal) + rows - above(ofInvented)) / (2.0 * rows));
        measured.put("diversity", spread(invented, rows) / Math.max(1e-12, spread(real, rows)));
        return measured;
    }

    private int[] some(Part part) {
        int[] order = part.order();
        new SeededRandom(seed, FIXED_NOISE).shuffle(order);
        return Arrays.copyOf(order, Math.min(EXAMPLES, order.length));
    }

    static int above(float[] chances) {
        int count = 0;
        for (float chance : chances) {
            count += chance > 0.5f ? 1 : 0;
        }
        return count;
    }

    /** The mean distance of neighbours in the list, which are drawn by chance. */
    private static double spread(float[] examples, int rows) {
        int width = examples.length / rows;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double squares = 0;
            for (int i = 0; i < width; i++) {
                double difference = (double) examples[row * width + i] - examples[(row + 1) % rows * width + i];
                squares += difference * difference;
            }
            sum += Math.sqrt(squares);
        }
        return sum / rows;
    }
}
