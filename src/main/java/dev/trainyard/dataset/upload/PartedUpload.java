package dev.trainyard.dataset.upload;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.StoredPart;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An upload in parts.
 *
 * @param tenant whose upload it is
 * @param expected the digest of the whole, when the caller has said
 * @param handle what the object store calls its parts
 * @param secret signs the addresses of its parts
 * @param joined the parts that are or were joined
 * @param attempt how often they were to be joined
 * @param failure why they could not be joined the last time
 * @param datasetId what came of it
 * @param now when this was looked up, by the clock of the database
 */
public record PartedUpload(
        String id,
        String tenant,
        UploadState state,
        String name,
        String fileName,
        DatasetSpec spec,
        PartPlan plan,
        @Nullable Digest expected,
        String handle,
        String secret,
        List<StoredPart> joined,
        int attempt,
        @Nullable String failure,
        @Nullable String datasetId,
        Instant createdAt,
        Instant expiresAt,
        Instant now) {

    public PartedUpload {
        joined = List.copyOf(joined);
    }

    boolean isExpired() {
        return !now.isBefore(expiresAt);
    }
}
