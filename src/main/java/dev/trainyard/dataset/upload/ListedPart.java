package dev.trainyard.dataset.upload;

import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part as the caller believes to have sent it.
 *
 * @param etag what the store answered to it, with or without quotes
 * @param bytes its length
 */
@InvalidAs(ProblemType.INVALID_UPLOAD)
public record ListedPart(
        @Schema(example = "1") int number,

        @Schema(description = "The `ETag` that answered it, with or without quotes.") @Nullable
        String etag,

        @Schema(description = "Its length.") @Nullable Long bytes) {

    public ListedPart {
        etag = etag == null ? null : etag.strip().replaceFirst("^\"(.*)\"$", "$1");
    }
}
