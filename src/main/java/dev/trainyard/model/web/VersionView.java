package dev.trainyard.model.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.model.AskedCounts;
import dev.trainyard.model.AskedCounts.Counts;
import dev.trainyard.model.NewVersion;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.plan.Task;
import dev.trainyard.storage.Digest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version with all that is known of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ModelVersion")
record VersionView(
        @Schema(example = "admissions") String name,

        @Schema(example = "1") int version,

        @Schema(example = "[\"champion\",\"latest\"]") List<String> aliases,

        State state,

        @Schema(description = "Why it is `unservable`.") @Nullable
        String reason,

        @Schema(example = "job_01J9ZC4K7M") String jobId,
        Instant createdAt,

        @Schema(type = "string", description = "SHA-256 of bundle.zip.")
        Digest sha256,

        Task task,
        List<ColumnView> inputs,

        @Schema(description = "What a prediction is: one of the categories, or one or several values.")
        OutputView output,

        @Schema(example = "{\"test/accuracy\":0.71,\"test/auc\":0.69}")
        Map<String, Double> metrics,

        Origin provenance,

        @Schema(description = "Fetch each at `artifacts/{name}`.")
        List<NewVersion.Artifact> artifacts,

        @Schema(description = "What the answering process was asked since it started; absent when nothing.") @Nullable
        Counts calls) {

    /** Where the version came from, with the definition beside the job that holds it. */
    @Schema(name = "ModelProvenance")
    record Origin(ModelDefinition definition, @JsonUnwrapped Provenance provenance) {}

    static VersionView of(TrainedVersion version, List<String> aliases, AskedCounts asked) {
        Manifest manifest = version.manifest();
        Provenance provenance = version.provenance();
        return new VersionView(
                version.model(),
                version.version(),
                aliases,
                State.of(version),
                version.unservable(),
                version.jobId(),
                version.createdAt(),
                version.bundle(),
                version.task(),
                ColumnView.inputs(manifest),
                OutputView.of(manifest),
                version.metrics(),
                new Origin(provenance.resolved().definition(), provenance),
                version.artifacts(),
                asked.of(version.model(), version.version()).orElse(null));
    }
}
