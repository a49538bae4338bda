package dev.trainyard.plan;

import dev.trainyard.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** Settings of a job that its data has no use for: each is refused, for whoever wrote it expects something of it. */
record UselessSettings(Given given, Material material) {

    void check(Remarks remarks) {
        if (given.dataset().pixels() == null) {
            checkForPictures(given.spec().preprocessing().images(), "images", remarks);
            checkForPictures(given.spec().preprocessing().augmentation(), "augmentation", remarks);
        }
        checkDerived(remarks);
        checkSeparator(remarks);
        checkClassWeights(remarks);
    }

    private void checkForPictures(@Nullable Object value, String field, Remarks remarks) {
        if (value != null) {
            String pointer = "/preprocessing/" + field;
            remarks.violation(
                    pointer,
                    "not_used",
                    "%s is for pictures, and data set '%s' has none"
                            .formatted(field, given.dataset().name()),
                    Suggestion.remove(pointer));
        }
    }

    private void checkDerived(Remarks remarks) {
        if (!(material.examples() instanceof Examples.Rows)
                && !given.spec().preprocessing().derived().isEmpty()) {
            remarks.violation(
                    "/preprocessing/derived",
                    "no_rows",
                    "features are derived of the numbers of a row, and an example of this data set is no row",
                    Suggestion.remove("/preprocessing/derived"));
        }
    }

    /** A column of lists is the one target of an output. */
    private void checkSeparator(Remarks remarks) {
        boolean lists = material.output().isMultiLabel() && material.target().size() == 1
                || material.output().heads().stream()
                        .anyMatch(head -> head.output().isMultiLabel());
        if (given.spec().preprocessing().labelSeparator() != null && !lists) {
            remarks.violation(
                    "/preprocessing/labelSeparator",
                    "not_used",
                    "labelSeparator parts the labels that the cells of one categorical target column list, and there is no such target",
                    Suggestion.remove("/preprocessing/labelSeparator"));
        }
    }

    private void checkClassWeights(Remarks remarks) {
        if (!material.output().isOneClass() && given.spec().training().classWeights() != null) {
            remarks.violation(
                    "/training/classWeights",
                    "no_classes",
                    "classWeights weigh rows by class, and the target is %s"
                            .formatted(
                                    material.output().isSeveral()
                                            ? "that of several outputs"
                                            : material.output().isMultiLabel() ? "several labels" : "numbers"),
                    Suggestion.remove("/training/classWeights"));
        }
    }
}
