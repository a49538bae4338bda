package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many rows each part gets, by the rule by which the trainer draws them. */
record Parts(long train, long validation, long test) {

    private static final int FEW = 50;

    static Parts of(Split split, Columns columns, boolean classification, long rows) {
        return ofGroups(split, groups(split, columns, classification, rows));
    }

    /** @param groups how many examples there are, by class where the classes' shares are to stay equal */
    static Parts ofGroups(Split split, List<Long> groups) {
        long train = 0;
        long validation = 0;
        long test = 0;
        for (long group : groups) {
            long held = Math.round((split.test() + split.validation()) * group);
            long tested = Math.min(held, Math.round(split.test() * group));
            train += group - held;
            validation += held - tested;
            test += tested;
        }
        return new Parts(train, validation, test);
    }

    /** The rows by class, where the classes' shares are to stay equal. */
    private static List<Long> groups(Split split, Columns columns, boolean classification, long rows) {
        if (columns.target().isEmpty()) {
            return List.of(rows);
        }
        Column target = columns.target().get(0);
        return classification && split.stratify() && target.counts() != null
                ? target.counts()
                : List.of(rows - target.missing());
    }

    void check(Split split, Remarks remarks) {
        List<String> empty = new ArrayList<>();
        if (train < 1) {
            empty.add("training");
        }
        if (split.validation() > 0 && validation < 1) {
            empty.add("validation");
        }
        if (split.test() > 0 && test < 1) {
            empty.add("test");
        }
        if (!empty.isEmpty()) {
            remarks.violation(
                    "/split",
                    "too_few_rows",
                    "of %d rows a share of %s for validation and %s for test leaves none for %s"
                            .formatted(
                                    train + validation + test,
                                    split.validation(),
                                    split.test(),
                                    String.join(" and ", empty)),
                    Suggestion.add("/split", Map.of("validation", 0, "test", 0)));
        } else if (train < FEW) {
            remarks.warning(
                    "few_rows", "only %d rows are left to learn from; what is learned may not hold".formatted(train));
        }
    }

    /** Warns of classes that are too rare for each part to have one of their rows. */
    static void checkClasses(Split split, Column target, Remarks remarks) {
        double smallest = Math.min(positive(split.validation()), positive(split.test()));
        if (!split.stratify() || target.counts() == null || target.categories() == null || smallest > 1) {
            return;
        }
        List<String> rare = new ArrayList<>();
        for (int i = 0; i < target.counts().size(); i++) {
            if (target.counts().get(i) * smallest < 0.5) {
                rare.add("'%s' (%d)"
                        .formatted(target.categories().get(i), target.counts().get(i)));
            }
        }
        if (!rare.isEmpty()) {
            remarks.warning(
                    "stratify_impossible",
                    "these classes have too few rows for each part to get one: %s".formatted(String.join(", ", rare)));
        }
    }

    private static double positive(double share) {
        return share > 0 ? share : Double.POSITIVE_INFINITY;
    }
}
