package dev.trainyard.model;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.storage.Digest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version to be registered.
 *
 * @param unservable why it cannot be served, null when it can
 * @param bundle digest of {@code bundle.zip}
 */
public record NewVersion(
        String model,
        String jobId,
        @Nullable String unservable,
        Digest bundle,
        Manifest manifest,
        Evaluation evaluation,
        Provenance provenance,
        List<Artifact> artifacts) {

    public NewVersion {
        artifacts = List.copyOf(artifacts);
    }

    /** A file of the version, kept in the object store. */
    @Schema(name = "ModelFile")
    public record Artifact(
            @Schema(example = "model.onnx") String name,
            @Schema(example = "812") long bytes,

            @Schema(type = "string", description = "SHA-256 of its bytes.")
            Digest sha256) {}
}
