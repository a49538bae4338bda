package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How well classes are told apart. Precision, recall and F1 over all classes are plain means of each class's. */
final class ClassScores {

    private final List<String> categories;
    private final double[][] probabilities;
    private final int[] truth;
    private final long[][] confusion;

    /** Empty until it is asked for: it takes longer than the rest. */
    private Optional<Area> area = Optional.empty();

    /** @param mean null where it cannot be told */
    private record Area(@Nullable Double mean) {}

    ClassScores(TargetCodec.Classes codec, Answers answers) {
        this.categories = codec.categories();
        this.probabilities = new double[answers.rows()][];
        this.truth = new int[answers.rows()];
        this.confusion = new long[categories.size()][categories.size()];
        for (int row = 0; row < answers.rows(); row++) {
            int at = row * answers.width();
            probabilities[row] = codec.probabilities(answers.outputs(), at);
            truth[row] = largest(codec.probabilities(answers.targets(), at));
            confusion[truth[row]][largest(probabilities[row])]++;
        }
    }

    /** The place of the largest number, the first of several. */
    static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    double accuracy() {
        return share(
                IntStream.range(0, confusion.length)
                        .mapToLong(i -> confusion[i][i])
                        .sum(),
                truth.length);
    }

    double precision() {
        return mean(
                classes().stream().mapToDouble(Evaluation.PerClass::precision).toArray());
    }

    double recall() {
        return mean(classes().stream().mapToDouble(Evaluation.PerClass::recall).toArray());
    }

    double f1() {
        return mean(classes().stream().mapToDouble(Evaluation.PerClass::f1).toArray());
    }

    /** Of the second of two classes, else the mean of each class against the rest. */
    @Nullable
    Double auc() {
        if (area.isEmpty()) {
            area = Optional.of(new Area(measured()));
        }
        return area.get().mean();
    }

    private @Nullable Double measured() {
        int first = categories.size() == 2 ? 1 : 0;
        double[] areas = IntStream.range(first, categories.size())
                .mapToObj(this::auc)
                .filter(area -> area != null)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return areas.length == 0 ? null : mean(areas);
    }

    private @Nullable Double auc(int category) {
        double[] scores =
                Arrays.stream(probabilities).mapToDouble(row -> row[category]).toArray();
        boolean[] ofClass = new boolean[truth.length];
        for (int i = 0; i < truth.length; i++) {
            ofClass[i] = truth[i] == category;
        }
        return Auc.of(scores, ofClass);
    }

    Evaluation.Classification report() {
        List<List<Long>> matrix = Arrays.stream(confusion)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
        return new Evaluation.Classification(
                categories,
                matrix,
                accuracy(),
                precision(),
                recall(),
                f1(),
                auc(),
                classes(),
                Reliability.of(probabilities, truth).report());
    }

    private List<Evaluation.PerClass> classes() {
        List<Evaluation.PerClass> classes = new ArrayList<>();
        for (int i = 0; i < categories.size(); i++) {
            int category = i;
            long rows = Arrays.stream(confusion[i]).sum();
            long predicted =
                    Arrays.stream(confusion).mapToLong(row -> row[category]).sum();
            long right = confusion[i][i];
            classes.add(new Evaluation.PerClass(
                    categories.get(i),
                    rows,
                    share(right, predicted),
                    share(right, rows),
                    share(2 * right, rows + predicted)));
        }
        return classes;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
