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
 * @param importance what each column counts; null where examples are no rows of columns
 * @param temperature what would calibrate the probabilities, or did; null where none are answered
 * @param learningCurve how well it does when trained on fewer rows, where the job asked for that
 * @param topics what each hidden unit of an RBM stands for, in words; null of other networks and of pictures
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evaluation(
        Map<String, Double> metrics,
        Map<String, Report> parts,
        @Nullable Importance importance,
        @Nullable Temperature temperature,
        @Nullable List<CurvePoint> learningCurve,
        @Nullable List<Topic> topics) {

    public Evaluation(Map<String, Double> metrics, Map<String, Report> parts) {
        this(metrics, parts, null, null, null, null);
    }

    /** The same with what its hidden units stand for. */
    public Evaluation onTopics(@Nullable List<Topic> named) {
        return new Evaluation(metrics, parts, importance, temperature, learningCurve, named);
    }

    /** The same with what explains it. */
    public Evaluation explained(
            @Nullable Importance columns, @Nullable Temperature calibrated, @Nullable List<CurvePoint> curve) {
        return new Evaluation(metrics, parts, columns, calibrated, curve, topics);
    }

    /**
     * The report on one part: of a classification, of a regression, of several labels, or of each of several outputs.
     *
     * @param hardest the examples with the largest losses, the worst first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            long rows,
            @Nullable Classification classification,
            @Nullable List<Regression> regression,
            @Nullable MultiLabel multiLabel,
            @Nullable Map<String, Report> outputs,
            @Nullable List<Hardest> hardest) {

        public Report(
                long rows,
                @Nullable Classification classification,
                @Nullable List<Regression> regression,
                @Nullable MultiLabel multiLabel,
                @Nullable Map<String, Report> outputs) {
            this(rows, classification, regression, multiLabel, outputs, null);
        }

        /** The same with the examples that it does worst on. */
        public Report hardest(List<Hardest> examples) {
            return new Report(rows, classification, regression, multiLabel, outputs, examples);
        }

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
     * @param calibration how far the probabilities can be believed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Classification(
            List<String> categories,
            List<List<Long>> confusion,
            double accuracy,
            double precision,
            double recall,
            double f1,
            @Nullable Double auc,
            List<PerClass> classes,
            @Nullable Calibration calibration) {

        public Classification(
                List<String> categories,
                List<List<Long>> confusion,
                double accuracy,
                double precision,
                double recall,
                double f1,
                @Nullable Double auc,
                List<PerClass> classes) {
            this(categories, confusion, accuracy, precision, recall, f1, auc, classes, null);
        }
    }

    /**
     * How far the probability of the class that is told agrees with how often it is right (Guo et al. 2017).
     *
     * @param ece the expected calibration error: the mean over all rows of how far the two are apart in their bin
     * @param bins the reliability curve, those that hold a row
     */
    public record Calibration(double ece, List<Bin> bins) {}

    /**
     * The rows whose told class has a probability above {@code from} and at most {@code to}.
     *
     * @param confidence the mean of those probabilities
     * @param accuracy the share that is told right
     */
    public record Bin(double from, double to, long rows, double confidence, double accuracy) {}

    /**
     * An example that is hard.
     *
     * @param row its number in the data set, from 0, as the data set lists its rows
     * @param target what should be answered, null where that is not one class or one number
     * @param answer what is
     * @param probability of the class that should be answered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Hardest(
            long row,
            double loss,
            @Nullable Object target,
            @Nullable Object answer,
            @Nullable Double probability) {}

    /**
     * What the columns count: how much larger the loss is when the cells of one are dealt out anew among the rows, which
     * leaves nothing of it but its distribution (Breiman 2001).
     *
     * @param part the rows it was measured on
     * @param loss with every cell in its place
     * @param columns the most important first
     */
    public record Importance(String part, long rows, int repeats, double loss, List<ColumnImportance> columns) {}

    /**
     * @param importance the mean rise of the loss over all repeats
     * @param std its standard deviation over them
     */
    public record ColumnImportance(String column, double importance, double std) {}

    /**
     * The number that the sums before the last function are divided by for the probabilities to agree best with the
     * validation rows (Guo et al. 2017); above 1 the network is too sure of itself.
     *
     * @param loss the cross-entropy on the validation rows as trained
     * @param calibratedLoss the same when divided
     * @param applied whether the published network is the divided one
     */
    public record Temperature(
            double temperature,
            double loss,
            double calibratedLoss,
            double ece,
            double calibratedEce,
            boolean applied) {}

    /** How well a network does that was trained in the same way on some of the training rows, or on all. */
    public record CurvePoint(double fraction, long rows, Map<String, Double> metrics) {}

    /**
     * A hidden unit.
     *
     * @param words what it is tied to most strongly, the strongest first; none that speaks against it
     */
    public record Topic(int unit, List<Word> words) {}

    /** A word, a column, or one of its categories, and the weight between it and the unit. */
    public record Word(String word, float weight) {}

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
