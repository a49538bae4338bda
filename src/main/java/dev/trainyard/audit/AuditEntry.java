package dev.trainyard.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request that was to change something. Neither its query nor its content is kept. */
@Schema(name = "AuditEntry")
public record AuditEntry(
        @Schema(example = "aud_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id,

        @Schema(description = "When it was answered.") Instant at,

        @Schema(
                description = "The name of the caller's key; `default` where nobody is asked.",
                example = "nightly-retraining")
        String caller,

        @Schema(example = "POST") String method,

        @Schema(example = "/api/v1/jobs") String path,

        @Schema(description = "What was made, if anything.", example = "/api/v1/jobs/job_01K9Z6Q4T5V0X8M2R7N3C1B4DE")
        @Nullable
        String made,

        @Schema(description = "What it was answered.", example = "202")
        int status,

        @Schema(description = "Where it came from.", example = "127.0.0.1")
        String address,

        @Schema(description = "`X-Request-Id`, which is in the log, too.")
        String requestId) {}
