package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.plan.ResolvedJob;
import org.jspecify.annotations.Nullable;

/** Where a model came from: enough to make it again. */
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
        String parametersSha256) {}
