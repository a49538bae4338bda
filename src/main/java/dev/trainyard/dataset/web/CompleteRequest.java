package dev.trainyard.dataset.web;

import dev.trainyard.dataset.upload.ListedPart;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.Digest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the caller believes to have sent. */
@InvalidAs(ProblemType.INVALID_UPLOAD)
@Schema(example = PartedUploadExamples.COMPLETE)
record CompleteRequest(
        @Schema(description = "All parts, in any order; left out, what has arrived is taken as it is.") @Nullable
        List<ListedPart> parts,

        @Schema(description = "SHA-256 of the whole; other bytes are refused.", type = "string") @Nullable
        Digest sha256) {

    static final CompleteRequest EMPTY = new CompleteRequest(null, null);

    CompleteRequest {
        parts = parts == null ? null : List.copyOf(parts);
    }
}
