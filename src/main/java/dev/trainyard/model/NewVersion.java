package dev.trainyard.model;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.storage.Digest;
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
    public record Artifact(String name, long bytes, Digest sha256) {}
}
