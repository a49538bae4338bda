package dev.trainyard.job;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a job failed.
 *
 * @param hint what the user can do about it
 * @param remedies changes to the request that may cure it
 * @param logTail the trainer's last lines
 */
public record Failure(
        @Schema(example = "loss_nan") String code,
        @Schema(example = "training") @Nullable String phase,
        @Schema(example = "The loss became NaN in epoch 3") String message,

        @Schema(example = "The learning rate of 10 is too high for this network") @Nullable
        String hint,

        boolean retryable,
        List<Remedy> remedies,
        List<String> logTail) {

    public Failure {
        remedies = List.copyOf(remedies);
        logTail = List.copyOf(logTail);
    }

    public Failure(String code, @Nullable Phase phase, String message, @Nullable String hint, boolean retryable) {
        this(code, phase == null ? null : phase.word(), message, hint, retryable, List.of(), List.of());
    }

    public Failure withLogTail(List<String> lines) {
        return new Failure(code, phase, message, hint, retryable, remedies, lines);
    }

    /** A change to the request, as JSON Patch operations (RFC 6902). */
    public record Remedy(
            @Schema(example = "Go back to Adam with a learning rate of 0.001")
            String title,

            @Schema(
                    example =
                            "[{\"op\":\"replace\",\"path\":\"/training/optimizer\",\"value\":{\"type\":\"adam\",\"learningRate\":0.001}}]")
            List<Map<String, Object>> patch) {
        public Remedy {
            patch = List.copyOf(patch);
        }
    }
}
