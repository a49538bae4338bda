package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Training;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The changes to a job that help against what is warned of, as JSON Patch operations on its request. */
public record Advice(Training training) {

    private static final int LOWER = 10;
    private static final double SMALL_PENALTY = 0.001;

    /** A tenth of the learning rate. */
    public List<Map<String, Object>> lowerRate() {
        return setting("/training/optimizer/learningRate", training.optimizer().learningRate() / LOWER);
    }

    /** Gradients that are cut to a norm of 1; a lower learning rate where they are already. */
    List<Map<String, Object>> clip() {
        return training.gradientClipping() == null
                ? setting("/training/gradientClipping", Map.of("norm", 1.0))
                : lowerRate();
    }

    /** A learning rate that falls by itself; none where there is a schedule already. */
    @Nullable
    List<Map<String, Object>> fallingRate() {
        return training.schedule() == null
                ? setting("/training/schedule", Map.of("type", "plateau", "monitor", "train/loss", "patience", 5))
                : null;
    }

    /** The best epoch is kept; an l2 penalty where it is already. */
    List<Map<String, Object>> stopEarly() {
        return training.earlyStopping() == null
                ? setting("/training/earlyStopping", Map.of("monitor", "validation/loss", "patience", 5))
                : setting(
                        "/training/regularization/l2",
                        Math.max(SMALL_PENALTY, training.regularization().l2() * LOWER));
    }

    private static List<Map<String, Object>> setting(String path, Object value) {
        return List.of(Map.of("op", "add", "path", path, "value", value));
    }
}
