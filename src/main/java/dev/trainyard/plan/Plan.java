package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.problem.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job would be.
 *
 * @param valid whether it may run: there are no violations
 * @param resolved the job with nothing left open, when it is valid
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(
        boolean valid,
        List<LayerReport> layers,
        long parameters,
        @Nullable Memory memory,
        @Nullable Estimate estimate,
        @Nullable QueueOutlook queue,
        List<Violation> violations,
        List<Warning> warnings,
        @Nullable ResolvedJob resolved) {

    public Plan {
        layers = List.copyOf(layers);
        violations = List.copyOf(violations);
        warnings = List.copyOf(warnings);
    }

    /** A plan that came to nothing. */
    public static Plan refused(List<Violation> violations) {
        return refused(violations, List.of());
    }

    static Plan refused(List<Violation> violations, List<Warning> warnings) {
        return new Plan(false, List.of(), 0, null, null, null, violations, warnings, null);
    }

    /** The same plan with what is known of its network. */
    Plan with(ShapeInference network) {
        return new Plan(
                valid, network.layers(), network.parameters(), memory, estimate, queue, violations, warnings, resolved);
    }

    Plan at(@Nullable QueueOutlook place) {
        return new Plan(valid, layers, parameters, memory, estimate, place, violations, warnings, resolved);
    }

    /** Bytes that training takes, besides the process itself. */
    @Schema(name = "PlanMemory")
    public record Memory(
            long parametersBytes,
            long updaterBytes,
            long activationsBytes,
            long totalBytes,
            int largestBatchThatFits) {}

    /** How long training may take, and what that is based on. */
    @Schema(name = "PlanEstimate")
    public record Estimate(double secondsPerEpoch, double seconds, String basis) {}

    /** Where the job would stand in the queue, and why it would wait. */
    public record QueueOutlook(int position, @Nullable String reason) {}

    @Schema(name = "PlanWarning")
    public record Warning(String code, String message) {}
}
