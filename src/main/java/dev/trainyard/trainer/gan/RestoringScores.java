package dev.trainyard.trainer.gan;

import dev.trainyard.bundle.DegradedEncoder;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.loop.EpochScores;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well pictures are made whole: both losses of the game, how many pictures the discriminator takes for what they are, and
 * how much made pictures are like the real ones, beside those of the generator that learned by the distance alone.
 */
final class RestoringScores implements EpochScores {

    private static final int MOST_ROWS = 256;
    private static final int ROWS_AT_ONCE = 256;

    private final RestoringEngine engine;
    private final DegradedEncoder encoder;
    private final Likeness likeness;
    private final Part train;
    private final Part validation;
    private final long seed;

    RestoringScores(ResolvedJob job, Prepared data, RestoringEngine engine, DegradedEncoder encoder) {
        this.engine = engine;
        this.encoder = encoder;
        this.likeness = new Likeness(encoder.picture().shape());
        this.train = data.train();
        this.validation = data.validation();
        this.seed = job.training().seed();
    }

    @Override
    public Map<String, @Nullable Double> ofUntrained() {
        Map<String, Double> measured = some(train);
        return series(measured, measured.getOrDefault("loss", Double.NaN));
    }

    @Override
    public Optional<Map<String, @Nullable Double>> after(int epoch, double trainLoss) {
        Map<String, Double> measured = some(train);
        return measured.values().stream().allMatch(Double::isFinite)
                ? Optional.of(series(measured, trainLoss))
                : Optional.empty();
    }

    private Map<String, Double> some(Part part) {
        return measure(part, EpochScores.sample(part, MOST_ROWS, seed));
    }

    private Map<String, @Nullable Double> series(Map<String, Double> measured, double trainLoss) {
        Map<String, @Nullable Double> series = new LinkedHashMap<>();
        measured.forEach((name, value) -> series.put("train/" + name, EpochScores.finite(value)));
        series.put("train/loss", EpochScores.finite(trainLoss));
        if (!validation.isEmpty()) {
            some(validation).forEach((name, value) -> series.put("validation/" + name, EpochScores.finite(value)));
        }
        return series;
    }

    /** By name, without the part's. */
    Map<String, Double> measure(Part part, int[] order) {
        Map<String, Double> sums = new LinkedHashMap<>();
        int atOnce = Math.min(ROWS_AT_ONCE, engine.rowsAtOnce());
        for (int from = 0; from < order.length; from += atOnce) {
            add(part.features().gather(order, from, Math.min(order.length, from + atOnce)), sums);
        }
        sums.replaceAll((name, sum) -> sum / order.length);
        return sums;
    }

    private void add(EncodedRows real, Map<String, Double> sums) {
        EncodedRows left = engine.left(real);
        float[] made = engine.predict(left);
        float[] ofReal = engine.judged(real.values(), left);
        float[] ofMade = engine.judged(made, left);
        int rows = real.rows();
        double fooled = rows * GanEngine.loss(ofMade, true);
        double found = rows * (GanEngine.loss(ofReal, true) + GanEngine.loss(ofMade, false)) / 2;
        add("loss", fooled + rows * engine.distance(made, real), sums);
        add("generatorLoss", fooled, sums);
        add("discriminatorLoss", found, sums);
        add("discriminatorAccuracy", (GanScores.above(ofReal) + rows - GanScores.above(ofMade)) / 2.0, sums);
        float[] wanted = encoder.picture().brightness(real.values());
        addLikeness("l1", "psnr", "ssim", encoder.picture().brightness(made), wanted, rows, sums);
        float[] plain = encoder.picture().brightness(engine.predictPlainly(left));
        addLikeness("plainL1", "plainPsnr", "plainSsim", plain, wanted, rows, sums);
    }

    private void addLikeness(
            String l1, String psnr, String ssim, float[] made, float[] real, int rows, Map<String, Double> sums) {
        double errors = 0;
        for (int i = 0; i < made.length; i++) {
            errors += Math.abs((double) made[i] - real[i]);
        }
        add(l1, rows * errors / made.length, sums);
        add(psnr, likeness.psnr(made, real), sums);
        add(ssim, likeness.ssim(made, real), sums);
    }

    private static void add(String name, double value, Map<String, Double> sums) {
        sums.merge(name, value, Double::sum);
    }
}
