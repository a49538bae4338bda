package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.trainer.data.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the examples that a network does worst on: often they are mislabelled. */
final class HardestRows {

    static final int MOST = 10;

    private HardestRows() {}

    /** Of equal losses the first row comes first. */
    static List<Evaluation.Hardest> of(Part part, Answers answers, TargetCodec codec, double[] losses) {
        double least = least(losses);
        List<Evaluation.Hardest> hardest = new ArrayList<>();
        IntStream.range(0, losses.length)
                .filter(row -> Double.isFinite(losses[row]) && losses[row] >= least)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -losses[row])
                        .thenComparing(row -> row))
                .limit(MOST)
                .forEach(row -> hardest.add(one(part.numbers()[row], losses[row], row, answers, codec)));
        return hardest;
    }

    /** What the easiest of the hardest cost: to sort all rows would take longer than a pass of the network over them. */
    private static double least(double[] losses) {
        double[] largest = new double[MOST];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (double loss : losses) {
            if (Double.isFinite(loss) && loss > largest[0]) {
                insert(loss, largest);
            }
        }
        return largest[0];
    }

    /** In place of the smallest of ascending numbers. */
    private static void insert(double number, double[] ascending) {
        int at = 0;
        while (at + 1 < ascending.length && ascending[at + 1] < number) {
            ascending[at] = ascending[at + 1];
            at++;
        }
        ascending[at] = number;
    }

    private static Evaluation.Hardest one(int number, double loss, int row, Answers answers, TargetCodec codec) {
        int at = row * answers.width();
        if (answers.owners() == null && codec instanceof TargetCodec.Classes classes) {
            double[] told = classes.probabilities(answers.outputs(), at);
            int truth = ClassScores.largest(classes.probabilities(answers.targets(), at));
            List<String> names = classes.categories();
            return new Evaluation.Hardest(
                    number, loss, names.get(truth), names.get(ClassScores.largest(told)), told[truth]);
        }
        if (answers.owners() == null && codec instanceof TargetCodec.Values values && values.width() == 1) {
            double target = values.columns().get(0).decode(answers.targets()[at]);
            double told = values.columns().get(0).decode(answers.outputs()[at]);
            return new Evaluation.Hardest(number, loss, target, told, null);
        }
        return new Evaluation.Hardest(number, loss, null, null, null);
    }
}
