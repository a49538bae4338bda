package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Preprocessing;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.util.List;
import java.util.Map;

/** Says what to do when the loss is no longer a number. */
final class Divergence {

    private static final Remedy DEFAULT_OPTIMIZER = new Remedy(
            "Go back to the default optimizer, Adam at 0.001",
            List.of(add("/training/optimizer", Map.of("type", "adam"))));
    private static final Remedy STANDARDIZE =
            new Remedy("Standardize the numeric columns", List.of(add("/preprocessing/numeric", "standardize")));
    private static final Remedy CLIP =
            new Remedy("Clip each layer's gradient", List.of(add("/training/gradientClipping", Map.of("norm", 1.0))));

    private Divergence() {}

    static JobFailed at(ResolvedJob job, int epoch, long iteration) {
        boolean standardized = job.preprocessing().numeric() == Preprocessing.Numeric.STANDARDIZE;
        return new JobFailed(
                "loss_nan",
                "the loss stopped being a number in epoch %d, at update %d, with learning rate %s"
                        .formatted(epoch, iteration, job.training().optimizer().learningRate()),
                "the steps are too large for this data: lower the learning rate, %s or clip the gradient"
                        .formatted(standardized ? "choose another loss" : "standardize the columns"),
                List.of(DEFAULT_OPTIMIZER, standardized ? CLIP : STANDARDIZE));
    }

    private static Map<String, Object> add(String path, Object value) {
        return Map.of("op", "add", "path", path, "value", value);
    }
}
