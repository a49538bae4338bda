package dev.trainyard.job;

import dev.trainyard.storage.Digest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point from which a job can go on.
 *
 * @param n counts the job's checkpoints, from 1
 * @param epoch finished epochs
 * @param iteration updates so far
 * @param metrics values of the series at that point
 */
public record Checkpoint(
        @Schema(example = "4") int n,
        @Schema(example = "1") int attempt,
        @Schema(example = "120") int epoch,
        @Schema(example = "1440") long iteration,

        @Schema(type = "string", example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        Digest sha256,

        @Schema(example = "18200") long bytes,

        @Schema(example = "{\"train/loss\":0.31,\"validation/loss\":0.34}")
        Map<String, @Nullable Double> metrics,

        OffsetDateTime at) {}
