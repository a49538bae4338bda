package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trained network that training starts from in place of drawn parameters: a model's version, or a checkpoint of a job. The
 * update rule starts afresh.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InitFrom(
        @Schema(description = "A model; or jobId names a job with a checkpoint.", example = "admissions") @Nullable
        String model,

        @Schema(
                types = {"integer", "string"},
                description = "Its version: a number, an alias, or `latest`, which is the default.",
                example = "1")
        @Nullable
        Object version,

        @Schema(description = "A job, in place of model.") @Nullable
        String jobId,

        @Schema(description = "The number of its checkpoint; by default the newest.") @Nullable
        Integer checkpoint,

        @Schema(description = "Layers that start from drawn parameters after all, such as a new last one.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> skip,

        @Schema(description = "Layers that stay as they are: their arrays are not trained.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> freeze) {

    public InitFrom {
        if ((model == null) == (jobId == null)) {
            throw new IllegalArgumentException("initFrom has either a model or a jobId");
        }
        if (version != null && (model == null || !(version instanceof Integer || version instanceof String))) {
            throw new IllegalArgumentException(
                    "version is %s; it is a number, an alias or \"latest\", of a model".formatted(version));
        }
        if (checkpoint != null && (jobId == null || checkpoint < 1)) {
            throw new IllegalArgumentException(
                    "checkpoint is %d; it is a number from 1 up, of the job named by jobId".formatted(checkpoint));
        }
        skip = skip == null ? List.of() : List.copyOf(skip);
        freeze = freeze == null ? List.of() : List.copyOf(freeze);
    }

    /** The version as one asks for it. */
    public String versionOrLatest() {
        return version == null ? "latest" : version.toString();
    }

    /** The same, of one version for good. */
    public InitFrom withVersion(int number) {
        return new InitFrom(model, number, null, null, skip, freeze);
    }

    /** The same, of one checkpoint for good. */
    public InitFrom withCheckpoint(int number) {
        return new InitFrom(null, null, jobId, number, skip, freeze);
    }

    /** Whether an array, such as {@code dense_0/kernel}, stays as it is. */
    boolean freezes(String array) {
        return freeze.stream().anyMatch(layer -> array.startsWith(layer + "/"));
    }

    /** What is meant, for people. */
    String words() {
        return model != null
                ? "model %s version %s".formatted(model, versionOrLatest())
                : "checkpoint %s of job %s".formatted(checkpoint, jobId);
    }
}
