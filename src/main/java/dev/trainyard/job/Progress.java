package dev.trainyard.job;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far a job has come.
 *
 * @param fraction share of the whole training, 0 to 1
 * @param samplesPerSecond of the last full epoch by wall time
 * @param effort what went into it, null before the first epoch
 */
public record Progress(
        @Schema(example = "3") int epoch,
        @Schema(example = "900") int epochs,
        @Schema(example = "42") long iteration,
        @Schema(example = "0.003") double fraction,
        @Schema(example = "17.5") @Nullable Double etaSeconds,
        @Schema(example = "41000") @Nullable Double samplesPerSecond,
        @Nullable Effort effort) {

    static Progress none(int epochs) {
        return new Progress(0, epochs, 0, 0, null, null, null);
    }
}
