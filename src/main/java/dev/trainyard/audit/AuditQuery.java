package dev.trainyard.audit;

import dev.trainyard.problem.Problem;
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

        @Schema(description = "Only before then.") @Nullable Instant to) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** @throws Problem {@code invalid_parameter} for a time that no calendar of ours has */
    public AuditQuery {
        refuseUnlessInCalendar("from", from);
        refuseUnlessInCalendar("to", to);
    }

    private static void refuseUnlessInCalendar(String name, @Nullable Instant time) {
        if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
            throw Problem.invalidParameter(
                    "%s is %s, and must lie between %s and %s".formatted(name, time, FIRST, LAST));
        }
    }
}
