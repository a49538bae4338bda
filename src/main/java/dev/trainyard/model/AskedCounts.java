package dev.trainyard.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells how often versions are asked; whoever serves them knows. */
public interface AskedCounts {

    /** Nothing where a version was not asked yet. */
    Optional<Counts> of(String model, int version);

    /**
     * What this process was asked since it started.
     *
     * @param refused calls that did not fit the model
     * @param busy calls that found no place, or whose time was up
     * @param meanMillis of the answered ones
     * @param shadow what came of asking it besides another version; null when it was not
     */
    @Schema(name = "VersionCalls")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Counts(
            @Schema(example = "1200") long answered,
            @Schema(example = "3") long refused,
            @Schema(example = "0") long busy,
            @Schema(example = "0") long failed,
            @Schema(example = "0.4") @Nullable Double meanMillis,
            @Nullable ShadowCounts shadow) {}

    /**
     * How a version did in the shadow of another.
     *
     * @param compared answers of both
     * @param agreed those with the same label, or a number at most 0.1 % apart
     * @param failed calls that it did not answer
     */
    record ShadowCounts(
            @Schema(example = "500") long compared,
            @Schema(example = "497") long agreed,
            @Schema(example = "0") long failed) {}
}
