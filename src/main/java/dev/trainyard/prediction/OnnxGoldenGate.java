package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.GoldenRows;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Compares with ONNX Runtime. A difference is relative to the largest answer of its row, but to no less than a tenth of
 * the largest answer of all golden rows: rounding follows the scale of the network, not of a row that happens to be
 * answered with almost nothing.
 */
final class OnnxGoldenGate implements GoldenGate {

    private static final double SMALLEST_SCALE = 1e-30;

    @Override
    public Verdict check(BundleFolder bundle) {
        try (Servable servable = Servable.open(bundle)) {
            return check(servable, golden(bundle));
        } catch (BundleUnreadable e) {
            return refused(e.reason());
        }
    }

    /** Checks a bundle that is open already. */
    Verdict check(Servable servable, BundleFolder bundle) {
        try {
            return check(servable, golden(bundle));
        } catch (BundleUnreadable e) {
            return refused(e.reason());
        }
    }

    private static GoldenRows golden(BundleFolder bundle) throws BundleUnreadable {
        try {
            GoldenRows golden = bundle.readGolden();
            if (golden.rows().isEmpty()
                    || golden.rows().size() != golden.answers().size()) {
                throw new BundleUnreadable(
                        "golden.json has %d rows and %d answers; it has as many of each, at least one"
                                .formatted(
                                        golden.rows().size(), golden.answers().size()));
            }
            if (golden.answers().stream().anyMatch(answers -> answers.contains(null))) {
                throw new BundleUnreadable("golden.json has an answer that is null");
            }
            return golden;
        } catch (IOException | JacksonException | NullPointerException e) {
            throw new BundleUnreadable("golden.json cannot be read", e);
        }
    }

    private static Verdict check(Servable servable, GoldenRows golden) throws BundleUnreadable {
        int width = servable.manifest().codec().width();
        Verdict verdict = check(golden.answers(), answers(servable, golden, null), width);
        float[] rebuilt = servable.golden().rebuilt(golden.rows());
        if (rebuilt != null && verdict.passed()) {
            verdict = worse(verdict, check(golden.answers(), rebuilt, width));
        }
        for (Map.Entry<String, List<List<Float>>> other : golden.others().entrySet()) {
            if (other.getValue().size() != golden.rows().size()) {
                throw new BundleUnreadable("golden.json has %d rows and %d of output '%s'"
                        .formatted(golden.rows().size(), other.getValue().size(), other.getKey()));
            }
            float[] served = answers(servable, golden, other.getKey());
            Verdict next = check(
                    other.getValue(), served, served.length / golden.rows().size());
            verdict = verdict.passed() ? worse(verdict, next) : verdict;
        }
        return verdict;
    }

    private static Verdict worse(Verdict passed, Verdict next) {
        return new Verdict(
                next.passed(), Math.max(passed.largestDifference(), next.largestDifference()), next.reason());
    }

    private static Verdict check(List<List<Float>> trained, float[] served, int width) {
        double floor = largest(trained) / 10;
        double worst = 0;
        String reason = "";
        for (int row = 0; row < trained.size(); row++) {
            Comparison comparison = compare(row, trained.get(row), served, row * width, width, floor);
            if (!(comparison.difference() <= TOLERANCE) && reason.isEmpty()) {
                reason = comparison.words();
            }
            worst = Math.max(worst, comparison.difference());
        }
        return new Verdict(reason.isEmpty(), worst, reason);
    }

    /** @param tensor the output that is read, null for the answer */
    private static float[] answers(Servable servable, GoldenRows golden, @Nullable String tensor)
            throws BundleUnreadable {
        try {
            return servable.golden().of(golden.rows(), tensor);
        } catch (IllegalStateException e) {
            throw new BundleUnreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private static double largest(List<List<Float>> answers) {
        return answers.stream()
                .flatMap(List::stream)
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
    }

    private record Comparison(double difference, String words) {}

    private static Comparison compare(int row, List<Float> trained, float[] served, int at, int width, double floor) {
        if (trained.size() != width) {
            return new Comparison(
                    Double.NaN,
                    "golden row %d has %d answers; the network gives %d".formatted(row, trained.size(), width));
        }
        double scale = Math.max(Math.max(largest(List.of(trained)), floor), SMALLEST_SCALE);
        Comparison worst = new Comparison(0, "");
        for (int i = 0; i < width; i++) {
            double difference = Math.abs(served[at + i] - trained.get(i)) / scale;
            if (Double.compare(difference, worst.difference()) > 0) { // NaN is the largest
                worst = new Comparison(difference, words(row, i, trained.get(i), served[at + i], difference));
            }
        }
        return worst;
    }

    private static String words(int row, int answer, float trained, float served, double difference) {
        return String.format(
                Locale.ROOT,
                "golden row %d, answer %d: the trainer has %s and serving gives %s, a relative difference of %.1e; %.0e is let through",
                row,
                answer,
                trained,
                served,
                difference,
                TOLERANCE);
    }

    private static Verdict refused(String reason) {
        return new Verdict(false, Double.NaN, reason);
    }
}
