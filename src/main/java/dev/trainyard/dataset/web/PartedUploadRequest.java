package dev.trainyard.dataset.web;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.Digest;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be uploaded in parts. */
@InvalidAs(ProblemType.INVALID_UPLOAD)
@Schema(example = PartedUploadExamples.BEGIN)
record PartedUploadRequest(
        @Schema(
                description = "How many bytes the whole has, at most `TRAINYARD_MAX_UPLOAD`.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        Long bytes,

        @Schema(
                description =
                        "How many each part has, the last one the rest: 5 MiB to 5 GiB, at most 1,000 parts. 16 MiB or more when left out.")
        @Nullable
        Long partBytes,

        @Schema(description = "What the file is called.") @Nullable
        String fileName,

        @Schema(description = "SHA-256 of the whole; other bytes are refused then.", type = "string") @Nullable
        Digest sha256,

        @Schema(description = "How to read it, as in `POST /datasets`.") @Nullable
        DatasetSpec spec) {

    private static final int LONGEST_FILE_NAME = 255;

    PartedUploadRequest {
        if (bytes == null) {
            throw new IllegalArgumentException("bytes is missing; it says how many bytes the whole has");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes is %d; it is at least 1".formatted(bytes));
        }
        if (partBytes != null && partBytes < 1) {
            throw new IllegalArgumentException("partBytes is %d; it is at least 5242880".formatted(partBytes));
        }
        if (fileName != null && fileName.length() > LONGEST_FILE_NAME) {
            throw new IllegalArgumentException(
                    "fileName has %d characters; it has at most %d".formatted(fileName.length(), LONGEST_FILE_NAME));
        }
    }

    long wholeBytes() {
        return bytes == null ? 0 : bytes;
    }

    DatasetSpec specOrEmpty() {
        return spec == null ? DatasetSpec.EMPTY : spec;
    }
}
