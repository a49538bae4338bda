package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.prediction.GoldenGate;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a version did against its golden rows. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SelftestResult(
        boolean passed,

        @Schema(
                example = "0.0000001",
                description = "Relative to the largest answer of the row; absent when it could not be measured.")
        @Nullable
        Double largestDifference,

        @Schema(example = "0.0001", description = "What is let through.")
        double tolerance,

        @Schema(description = "Why it did not pass.") @Nullable
        String reason) {

    static SelftestResult of(GoldenGate.Verdict verdict) {
        return new SelftestResult(
                verdict.passed(),
                Double.isFinite(verdict.largestDifference()) ? verdict.largestDifference() : null,
                GoldenGate.TOLERANCE,
                verdict.passed() ? null : verdict.reason());
    }
}
