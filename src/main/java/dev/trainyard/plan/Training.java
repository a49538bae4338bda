package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a network is trained. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Training(
        Integer epochs,

        @Schema(
                types = {"integer", "string"},
                description =
                        "Rows to an update, by default 32: a number, `full` for all of them, or `auto`, which finds out of the sizes of model, memory and data what is fast, and scales the learning rate, which is then that of 32 rows.",
                example = "32")
        BatchSize batchSize,

        Boolean shuffle,
        Long seed,
        Loss loss,

        @Schema(description = "The loss of each output of a graph that has several, by its name; by default loss.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Loss> losses,

        @Schema(description = "What the loss of each output counts in the sum of all, by its name; by default 1.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Double> lossWeights,

        Optimizer optimizer,
        @Nullable Schedule schedule,
        Regularization regularization,
        @Nullable GradientClipping gradientClipping,
        @Nullable ClassWeights classWeights,
        @Nullable EarlyStopping earlyStopping,
        List<String> metrics,

        @Schema(
                description =
                        "`temperature` divides the sums before the last softmax or sigmoid by what makes the probabilities of the validation rows agree best with how often they are right; the published network is the divided one.")
        @Nullable
        Calibration calibration,

        @Schema(
                description =
                        "Shares of the training rows, each above 0 and below 1, to train on as well, so that the evaluation shows what more rows bring. Each costs a training.",
                example = "[0.1, 0.3]")
        @Nullable
        List<Double> learningCurve,

        CheckpointPolicy checkpoint,
        @Nullable Limits limits,
        @Nullable InitFrom initFrom) {

    public Training {
        epochs = epochs == null ? 100 : epochs;
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs is %d; it is a whole number from 1 up".formatted(epochs));
        }
        shuffle = shuffle == null || shuffle;
        seed = seed == null ? 42L : seed;
        loss = loss == null ? Loss.AUTO : loss;
        losses = losses == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(losses));
        lossWeights = lossWeights == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(lossWeights));
        lossWeights.forEach(Training::checkWeight);
        optimizer = optimizer == null ? defaultOptimizer() : optimizer;
        batchSize = batchSize == null || optimizer.usualBatch().isFull() && batchSize.isAuto()
                ? optimizer.usualBatch()
                : batchSize;
        regularization = regularization == null ? new Regularization(0.0, 0.0) : regularization;
        metrics = metrics == null ? List.of() : List.copyOf(metrics);
        learningCurve = learningCurve == null ? null : checked(learningCurve);
        checkpoint = checkpoint == null ? CheckpointPolicy.usual() : checkpoint;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public static Training defaults() {
        return new Training(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
    }

    @SuppressWarnings("NullAway") // likewise
    public static Optimizer defaultOptimizer() {
        return new Optimizer.Adam(null, null, null, null);
    }

    private static final int MOST_SHARES = 10;

    private static List<Double> checked(List<Double> shares) {
        if (shares.isEmpty() || shares.size() > MOST_SHARES || shares.stream().anyMatch(Training::isNoShare)) {
            throw new IllegalArgumentException(
                    "learningCurve is %s; it is a list of 1 to %d shares of the training rows, each above 0 and below 1"
                            .formatted(shares, MOST_SHARES));
        }
        return shares.stream().distinct().sorted().toList();
    }

    private static boolean isNoShare(@Nullable Double share) {
        return share == null || !(share > 0 && share < 1);
    }

    /** How probabilities are made to agree with how often they are right. */
    public enum Calibration {
        @JsonProperty("temperature")
        TEMPERATURE
    }

    private static void checkWeight(String output, @Nullable Double weight) {
        if (weight == null || !(weight >= 0) || weight.isInfinite()) {
            throw new IllegalArgumentException(
                    "the loss weight of '%s' is %s; it is a number from 0 up".formatted(output, weight));
        }
    }

    public Training withLoss(Loss known) {
        return with(known, losses, lossWeights, metrics);
    }

    /** With every {@code "auto"} filled in. */
    Training resolved(Loss usualLoss, List<String> usualMetrics) {
        return with(
                loss == Loss.AUTO ? usualLoss : loss, losses, lossWeights, metrics.isEmpty() ? usualMetrics : metrics);
    }

    /** The same where each output has a loss of its own. */
    public Training resolved(Map<String, Loss> ofOutputs, List<String> usualMetrics) {
        Map<String, Double> weights = new LinkedHashMap<>();
        ofOutputs.keySet().forEach(output -> weights.put(output, lossWeight(output)));
        return with(loss, ofOutputs, weights, metrics.isEmpty() ? usualMetrics : metrics);
    }

    /** The loss of one of several outputs. */
    public Loss loss(String output) {
        return losses.getOrDefault(output, loss);
    }

    /** What that counts in the sum of all. */
    public double lossWeight(String output) {
        return lossWeights.getOrDefault(output, 1.0);
    }

    /** The learning rate so far into training. */
    public double learningRate(double epoch) {
        double rate = optimizer.learningRate();
        return schedule == null ? rate : schedule.rate(rate, epoch, epochs);
    }

    /** The same from a start that is told for good. */
    Training from(InitFrom pinned) {
        return with(loss, losses, lossWeights, metrics, pinned, batchSize, optimizer);
    }

    /** The same with another batch and what goes with it. */
    Training with(BatchSize rows, Optimizer rule) {
        return with(loss, losses, lossWeights, metrics, initFrom, rows, rule);
    }

    /** Whether an array, such as {@code dense_0/kernel}, stays as it was when training began. */
    public boolean freezes(String array) {
        return initFrom != null && initFrom.freezes(array);
    }

    private Training with(Loss known, Map<String, Loss> ofOutputs, Map<String, Double> weights, List<String> measured) {
        return with(known, ofOutputs, weights, measured, initFrom, batchSize, optimizer);
    }

    private Training with(
            Loss known,
            Map<String, Loss> ofOutputs,
            Map<String, Double> weights,
            List<String> measured,
            @Nullable InitFrom start,
            BatchSize rows,
            Optimizer rule) {
        return new Training(
                epochs,
                rows,
                shuffle,
                seed,
                known,
                ofOutputs,
                weights,
                rule,
                schedule,
                regularization,
                gradientClipping,
                classWeights,
                earlyStopping,
                measured,
                calibration,
                learningCurve,
                checkpoint,
                limits,
                start);
    }

    /** Adds {@code l1 Σ|w| + l2/2 Σw²} over the kernels to the loss. */
    public record Regularization(Double l1, Double l2) {
        public Regularization {
            l1 = l1 == null ? 0 : l1;
            l2 = l2 == null ? 0 : l2;
            if (!(l1 >= 0 && l2 >= 0)) {
                throw new IllegalArgumentException("l1 is %s and l2 is %s; they are 0 or more".formatted(l1, l2));
            }
        }
    }

    /** Scales a layer's gradient down to {@code norm}, or clips each element at {@code ±value}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GradientClipping(
            @Nullable Double norm, @Nullable Double value) {
        public GradientClipping {
            if ((norm == null) == (value == null)) {
                throw new IllegalArgumentException("gradientClipping has either a norm or a value");
            }
            double bound = norm != null ? norm : value;
            if (!(bound > 0)) {
                throw new IllegalArgumentException("the bound is %s; it is a number above 0".formatted(bound));
            }
        }
    }

    /** Weighs rows by class. */
    public enum ClassWeights {
        /** Each class by {@code rows / (classes · rows of the class)}, over the training rows. */
        @JsonProperty("balanced")
        BALANCED
    }

    /** Stops when {@code monitor} has not got better for {@code patience} epochs. */
    public record EarlyStopping(String monitor, Integer patience, Double minDelta, Boolean restoreBest) {
        public EarlyStopping {
            monitor = monitor == null ? "validation/loss" : monitor;
            patience = patience == null ? 10 : patience;
            minDelta = minDelta == null ? 0 : minDelta;
            restoreBest = restoreBest == null || restoreBest;
            if (patience < 1 || !(minDelta >= 0)) {
                throw new IllegalArgumentException(
                        "patience is %d and minDelta %s; patience is at least 1, minDelta 0 or more"
                                .formatted(patience, minDelta));
            }
        }
    }

    /**
     * When checkpoints are written, by the clock unless something else is said; whichever is due first. The last few and the
     * best are kept.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CheckpointPolicy(
            @Schema(description = "By default 10, where neither epochs nor iterations are told.") @Nullable
            Double everySeconds,

            @Nullable Integer everyEpochs,
            @Nullable Integer everyIterations,
            Integer keep) {

        private static final int MOST_KEPT = 100;

        public CheckpointPolicy {
            if (everySeconds == null && everyEpochs == null && everyIterations == null) {
                everySeconds = 10.0;
            }
            keep = keep == null ? 3 : keep;
            above0("everySeconds", everySeconds);
            above0("everyEpochs", everyEpochs);
            above0("everyIterations", everyIterations);
            above0("keep", keep);
            if (keep > MOST_KEPT) {
                throw new IllegalArgumentException(
                        "keep is %d; at most %d checkpoints are kept".formatted(keep, MOST_KEPT));
            }
        }

        @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
        static CheckpointPolicy usual() {
            return new CheckpointPolicy(null, null, null, null);
        }
    }

    /** Ends training early, with the best model so far; whichever is reached first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Limits(
            @Nullable Double maxSeconds, @Nullable Integer maxEpochs) {
        public Limits {
            above0("maxSeconds", maxSeconds);
            above0("maxEpochs", maxEpochs);
        }
    }

    private static void above0(String field, @Nullable Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new IllegalArgumentException("%s is %s; it is a number above 0".formatted(field, value));
        }
    }
}
