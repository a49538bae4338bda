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

    /** The report on one part: of a classification or of a regression. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            long rows,
            @Nullable Classification classification,
            @Nullable List<Regression> regression) {}

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

    /** Of one target, in its own units. */
    public record Regression(
            String target,
            double mae,
            double rmse,
            @Nullable Double r2) {}
}
