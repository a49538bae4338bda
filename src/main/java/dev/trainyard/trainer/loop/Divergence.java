package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Optimizer;
import dev.trainyard.plan.Preprocessing;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what to do when the loss is no longer a number, or far from one that could be.
 *
 * @param gradients what was last known of them
 * @param kept where the last checkpoint stands, null before there is one
 */
record Divergence(
        ResolvedJob job,
        GradientWatch.Standing gradients,
        @Nullable Mark kept) {

    private static final Remedy DEFAULT_OPTIMIZER = Remedy.setting(
            "Go back to the default optimizer, Adam at 0.001", "/training/optimizer", Map.of("type", "adam"));
    private static final Remedy STANDARDIZE =
            Remedy.setting("Standardize the numeric columns", "/preprocessing/numeric", "standardize");
    private static final Remedy CLIP =
            Remedy.setting("Clip each layer's gradient", "/training/gradientClipping", Map.of("norm", 1.0));

    /** A place in training: finished epochs, and updates so far. */
    record Mark(int epoch, long iteration) {}

    /** The loss, or an answer, is not a number. */
    JobFailed notANumber(int epoch, long iteration) {
        return failed("the loss stopped being a number", epoch, iteration);
    }

    /** The loss is a number that has nothing to do with the data any more. */
    JobFailed beyondMeasure(double loss, double untrained, int epoch, long iteration) {
        return failed(
                String.format(
                        Locale.ROOT, "the loss diverges: it was %.3g before training and is %.3g", untrained, loss),
                epoch,
                iteration);
    }

    private JobFailed failed(String what, int epoch, long iteration) {
        return new JobFailed(
                "loss_nan",
                "%s in epoch %d, at update %d, with learning rate %s%s"
                        .formatted(what, epoch, iteration, optimizer().learningRate(), norms()),
                "the steps are too large for this data: lower the learning rate, %s or clip the gradient"
                        .formatted(isStandardized() ? "choose another loss" : "standardize the columns"),
                remedies(),
                details(epoch, iteration));
    }

    private String norms() {
        if (gradients.norms().isEmpty()) {
            return "";
        }
        return gradients.norms().entrySet().stream()
                .map(layer -> String.format(Locale.ROOT, "%s %.3g", layer.getKey(), layer.getValue()))
                .collect(Collectors.joining(
                        ", ", "; at update %d the norms of the gradient were ".formatted(gradients.at()), ""));
    }

    private List<Remedy> remedies() {
        List<Remedy> remedies = new ArrayList<>();
        if (!optimizer().equals(Training.defaultOptimizer())) {
            remedies.add(DEFAULT_OPTIMIZER);
        }
        if (!isStandardized()) {
            remedies.add(STANDARDIZE);
        }
        if (job.training().gradientClipping() == null) {
            remedies.add(CLIP);
        }
        double lower = optimizer().learningRate() / 100;
        remedies.add(Remedy.setting(
                "Lower the learning rate to %s".formatted(lower), "/training/optimizer/learningRate", lower));
        return remedies;
    }

    private Map<String, Object> details(int epoch, long iteration) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("epoch", epoch);
        details.put("iteration", iteration);
        if (!gradients.norms().isEmpty()) {
            details.put("gradientNorms", gradients.norms());
            details.put("gradientNormsAt", gradients.at());
        }
        if (kept != null) {
            details.put("lastFiniteCheckpoint", kept);
        }
        return details;
    }

    private Optimizer optimizer() {
        return job.training().optimizer();
    }

    private boolean isStandardized() {
        return job.preprocessing().numeric() == Preprocessing.Numeric.STANDARDIZE;
    }
}
