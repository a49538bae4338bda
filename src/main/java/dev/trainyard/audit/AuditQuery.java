package dev.trainyard.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which entries to show; null for any. */
public record AuditQuery(
        @Schema(description = "Only of this caller.", example = "nightly-retraining") @Nullable
        String caller,

        @Schema(description = "Only of paths that begin so.", example = "/api/v1/models/") @Nullable
        String path,

        @Schema(description = "Only since then.", example = "2026-01-01T00:00:00Z") @Nullable
        Instant from,

        @Schema(description = "Only before then.") @Nullable Instant to) {}
