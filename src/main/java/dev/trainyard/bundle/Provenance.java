package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.plan.ResolvedJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a model came from: enough to make it again.
 *
 * @param cpu name of the processor
 * @param cpuFeatures what it can do that arithmetic kernels choose by, such as {@code avx2}; null where that is not known
 * @param end how far training went; null for models made before that was written down
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
        String datasetSha256,
        ResolvedJob resolved,
        long seed,
        String splitSha256,
        String engine,
        int threads,
        String kernels,
        String trainyard,
        String dl4j,
        String backend,
        String java,
        @Nullable String cpu,
        @Nullable List<String> cpuFeatures,
        @Nullable End end,
        String parametersSha256) {

    /**
     * How training came to its end.
     *
     * @param reason as the contract spells it, such as {@code early-stopping}
     * @param epochs finished ones
     * @param iterations updates
     * @param checkpoint the checkpoint that was published as it stood, if it was one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record End(
            String reason,
            int epochs,
            long iterations,
            @Nullable OfCheckpoint checkpoint) {}

    /** A job's checkpoint. */
    public record OfCheckpoint(String jobId, int n) {}
}
