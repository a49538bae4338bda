package dev.trainyard.dataset.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.upload.PartedUpload;
import dev.trainyard.dataset.upload.UploadState;
import dev.trainyard.storage.Digest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An upload in parts as callers see it. */
@Schema(name = "PartedUpload", example = PartedUploadExamples.UPLOAD)
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartedUploadView(
        String id,

        @Schema(description = "`open` takes parts; `completing` joins them; `completed` has a `datasetId`.")
        UploadState state,

        String name,
        String fileName,
        long bytes,
        long partBytes,

        @Schema(description = "Of the whole, as the caller expects it.", type = "string") @Nullable
        Digest sha256,

        @Nullable DatasetSpec spec,
        @Nullable Arrived arrived,

        @Schema(description = "Not in lists, and only while it is open.") @Nullable
        List<PartView> parts,

        @Schema(description = "Later, another GET gives new addresses.") @Nullable
        Instant urlsExpireAt,

        @Schema(description = "Why the parts could not be joined the last time.") @Nullable
        String failure,

        @Nullable String datasetId,
        Instant createdAt,

        @Schema(description = "It is swept then, with its parts; a data set stays.")
        Instant expiresAt) {

    /** How much has arrived. */
    record Arrived(int parts, long bytes) {}

    /** A part, and where it is sent: the bytes of the whole from {@code offset} on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartView(
            int number,
            long offset,
            long bytes,
            boolean arrived,
            @Nullable String etag,
            String method,
            URI url) {}

    /** For lists, and when there is nothing more to be sent. */
    static PartedUploadView brief(PartedUpload upload) {
        return of(upload, null, null, null);
    }

    static PartedUploadView of(
            PartedUpload upload,
            @Nullable Arrived arrived,
            @Nullable List<PartView> parts,
            @Nullable Instant urlsExpireAt) {
        return new PartedUploadView(
                upload.id(),
                upload.state(),
                upload.name(),
                upload.fileName(),
                upload.plan().bytes(),
                upload.plan().partBytes(),
                upload.expected(),
                parts == null ? null : upload.spec(),
                arrived,
                parts,
                urlsExpireAt,
                upload.failure(),
                upload.datasetId(),
                upload.createdAt(),
                upload.expiresAt());
    }
}
