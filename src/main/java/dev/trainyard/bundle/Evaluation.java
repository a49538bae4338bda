package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well the trained network does.
 *
 * @param metrics by name, such as {@code test/accuracy}
 * @param parts the report on each part of the rows ({@code train}, {@code validation}, {@code test})
 */
public record Evaluation(Map<String, Double> metrics, Map<String, Report> parts) {

    /** The report on one part: of a classification, of a regression, of several labels, or of each of several outputs. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            long rows,
            @Nullable Classification classification,
            @Nullable List<Regression> regression,
            @Nullable MultiLabel multiLabel,
            @Nullable Map<String, Report> outputs) {

        public Report(long rows, @Nullable Classification classification, @Nullable List<Regression> regression) {
            this(rows, classification, regression, null, null);
        }

        public Report(
                long rows,
                @Nullable Classification classification,
                @Nullable List<Regression> regression,
                @Nullable MultiLabel multiLabel) {
            this(rows, classification, regression, multiLabel, null);
        }
    }

    /**
     * @param confusion rows of the matrix are the true classes, columns the predicted ones
     * @param auc area under the ROC curve; for more than two classes the mean of each against the rest
     */
    public record Classification(
            List<String> categories,
            List<List<Long>> confusion,
            double accuracy,
            double precision,
            double recall,
            double f1,
            @Nullable Double auc,
            List<PerClass> classes) {}

    /** Of one class against the rest. */
    public record PerClass(String category, long rows, double precision, double recall, double f1) {}

    /**
     * Of labels that an example may have several of, each told at a probability of 0.5; what is not said otherwise is the
     * mean over the labels.
     *
     * @param accuracy the share of all labels of all rows that are told right
     * @param exactMatch the share of rows all of whose labels are
     */
    public record MultiLabel(
            double accuracy,
            double exactMatch,
            double precision,
            double recall,
            double f1,
            @Nullable Double auc,
            List<PerLabel> labels) {}

    /** @param rows how many have the label */
    public record PerLabel(
            String label,
            long rows,
            double accuracy,
            double precision,
            double recall,
            double f1,
            @Nullable Double auc) {}

    /** Of one target, in its own units. */
    public record Regression(
            String target,
            double mae,
            double rmse,
            @Nullable Double r2) {}
}
