package dev.trainyard.model.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.plan.Task;
import dev.trainyard.storage.Digest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version in a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ModelVersionSummary")
record VersionSummary(
        @Schema(example = "admissions") String name,

        @Schema(example = "1") int version,

        State state,

        @Schema(description = "Why it is `unservable`.") @Nullable
        String reason,

        @Schema(example = "job_01J9ZC4K7M") String jobId,
        Instant createdAt,

        @Schema(type = "string", description = "SHA-256 of bundle.zip.")
        Digest sha256,

        Task task,

        @Schema(example = "{\"test/accuracy\":0.71,\"test/auc\":0.69}")
        Map<String, Double> metrics) {

    static VersionSummary of(TrainedVersion version) {
        return new VersionSummary(
                version.model(),
                version.version(),
                State.of(version),
                version.unservable(),
                version.jobId(),
                version.createdAt(),
                version.bundle(),
                version.task(),
                version.metrics());
    }
}
