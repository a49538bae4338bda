package dev.trainyard.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a job failed.
 *
 * @param hint what the user can do about it
 * @param remedies changes to the request that may cure it, the likeliest first
 * @param logTail the trainer's last lines
 * @param details what else is known, for programs: the epoch, the norm of each layer's gradient, the signal, …
 */
public record Failure(
        @Schema(example = "loss_nan") String code,
        @Schema(example = "training") @Nullable String phase,
        @Schema(example = "The loss became NaN in epoch 3") String message,

        @Schema(example = "The learning rate of 10 is too high for this network") @Nullable
        String hint,

        boolean retryable,
        List<Remedy> remedies,
        List<String> logTail,

        @Schema(
                description = "What else is known; which fields there are depends on the code.",
                example = "{\"epoch\":3,\"iteration\":41,\"gradientNorms\":{\"dense_0\":31000.5}}")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Map<String, Object> details) {

    public Failure {
        remedies = List.copyOf(remedies);
        logTail = List.copyOf(logTail);
        details = details == null ? null : Map.copyOf(details);
    }

    public Failure(
            String code,
            @Nullable String phase,
            String message,
            @Nullable String hint,
            boolean retryable,
            List<Remedy> remedies,
            List<String> logTail) {
        this(code, phase, message, hint, retryable, remedies, logTail, null);
    }

    public Failure(String code, @Nullable Phase phase, String message, @Nullable String hint, boolean retryable) {
        this(code, phase == null ? null : phase.word(), message, hint, retryable, List.of(), List.of());
    }

    public Failure withLogTail(List<String> lines) {
        return new Failure(code, phase, message, hint, retryable, remedies, lines, details);
    }

    /** With changes that may cure it, the likeliest first. */
    public Failure curedBy(Remedy... changes) {
        return new Failure(code, phase, message, hint, retryable, List.of(changes), logTail, details);
    }

    public Failure knowing(Map<String, Object> what) {
        return new Failure(code, phase, message, hint, retryable, remedies, logTail, what);
    }

    /** What helps where attempts are lost: more of them, each of which gets as far as a checkpoint. */
    public static Remedy goingOnSooner(String title) {
        return Remedy.setting(title, Map.of("/maxAttempts", 6, "/training/checkpoint/everySeconds", 1));
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

        /** Sets some fields. */
        public static Remedy setting(String title, Map<String, Object> values) {
            return new Remedy(
                    title,
                    values.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(field -> Map.of("op", "add", "path", field.getKey(), "value", field.getValue()))
                            .toList());
        }

        /** Leaves one field to its default. */
        public static Remedy removing(String title, String path) {
            return new Remedy(title, List.of(Map.of("op", "remove", "path", path)));
        }
    }
}
