package dev.trainyard.worker;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A worker as it entered itself.
 *
 * @param state {@code alive}, or {@code lost} when it has not been heard of for five seconds
 * @param jobs what it runs
 */
@Schema(name = "Worker")
public record EnteredWorker(
        @Schema(example = "wrk_01K9Z6A1B2C3D4E5F6G7H8J9KM") String id,

        @Schema(
                example = "alive",
                allowableValues = {"alive", "lost"})
        String state,

        @Schema(example = "trainyard-worker-0") String host,
        @Schema(example = "0.1.0") String version,

        @Schema(description = "How many jobs it runs at once.", example = "1")
        int slots,

        @Schema(example = "[]") List<String> labels,

        @Schema(example = "[\"job_01K9Z6Q4T5V0X8M2R7N3C1B4DE\"]")
        List<String> jobs,

        Device device,

        @Schema(description = "Memory that was free at the last heartbeat.", example = "4294967296")
        long freeMemoryBytes,

        OffsetDateTime startedAt,
        OffsetDateTime heartbeatAt) {}
