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
     */
    @Schema(name = "VersionCalls")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Counts(
            @Schema(example = "1200") long answered,
            @Schema(example = "3") long refused,
            @Schema(example = "0") long busy,
            @Schema(example = "0") long failed,
            @Schema(example = "0.4") @Nullable Double meanMillis) {}
}
