package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.prediction.CallStatistics;
import dev.trainyard.prediction.Statistics;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** Statistics in the words of Triton's servers; answers are neither kept for other calls nor streamed here, and no memory is counted. */
@Schema(name = "ModelStatistics")
record ModelStatistics(@JsonProperty("model_stats") List<Version> modelStats) {

    static ModelStatistics of(List<Statistics.OfVersion> versions) {
        return new ModelStatistics(versions.stream().map(Version::of).toList());
    }

    /**
     * Those of a version.
     *
     * @param lastInference in milliseconds since 1970; 0 for never
     * @param inferenceCount rows that were answered
     * @param executionCount how often the network ran for them
     */
    @Schema(name = "VersionStatistics")
    record Version(
            @Schema(example = "admissions") String name,
            @Schema(example = "1") String version,

            @JsonProperty("last_inference") @Schema(example = "1798351200000")
            long lastInference,

            @JsonProperty("inference_count") @Schema(example = "120")
            long inferenceCount,

            @JsonProperty("execution_count") @Schema(example = "100")
            long executionCount,

            @JsonProperty("inference_stats") Stages inferenceStats,

            @JsonProperty("response_stats") @Schema(example = "{}")
            Map<String, Object> responseStats,

            @JsonProperty("batch_stats") List<Batch> batchStats,

            @JsonProperty("memory_usage") @Schema(example = "[]")
            List<Object> memoryUsage) {

        private static Version of(Statistics.OfVersion version) {
            CallStatistics calls = version.calls();
            return new Version(
                    version.model(),
                    Integer.toString(version.version()),
                    calls.lastMillis(),
                    calls.rows(),
                    calls.runs(),
                    Stages.of(calls),
                    Map.of(),
                    calls.sizes().stream().map(Batch::of).toList(),
                    List.of());
        }
    }

    /** How many calls went through a stage, and how many nanoseconds that took. */
    @Schema(name = "StageStatistics")
    record Stage(
            @Schema(example = "100") long count,
            @Schema(example = "41000000") long ns) {

        private static final Stage NONE = new Stage(0, 0);
    }

    /**
     * The stages of all calls.
     *
     * @param success from begin to end, of those that were answered, like the stages after {@code fail}
     * @param fail of those that were not answered, those refused among them
     * @param queue until there was a place
     */
    @Schema(name = "InferenceStatistics")
    record Stages(
            Stage success,
            Stage fail,
            Stage queue,
            @JsonProperty("compute_input") Stage computeInput,
            @JsonProperty("compute_infer") Stage computeInfer,
            @JsonProperty("compute_output") Stage computeOutput,
            @JsonProperty("cache_hit") Stage cacheHit,
            @JsonProperty("cache_miss") Stage cacheMiss) {

        private static Stages of(CallStatistics calls) {
            CallStatistics.Computing computing = calls.computing();
            return new Stages(
                    new Stage(calls.answered(), calls.answeredNanos()),
                    new Stage(calls.failed(), calls.failedNanos()),
                    new Stage(computing.calls(), calls.queue()),
                    new Stage(computing.calls(), computing.input()),
                    new Stage(computing.calls(), computing.infer()),
                    new Stage(computing.calls(), computing.output()),
                    Stage.NONE,
                    Stage.NONE);
        }
    }

    /** The stages of the calls whose rows were computed with so many in one go. */
    @Schema(name = "BatchStatistics")
    record Batch(
            @JsonProperty("batch_size") @Schema(example = "1")
            int batchSize,

            @JsonProperty("compute_input") Stage computeInput,
            @JsonProperty("compute_infer") Stage computeInfer,
            @JsonProperty("compute_output") Stage computeOutput) {

        private static Batch of(CallStatistics.Size size) {
            CallStatistics.Computing computing = size.computing();
            return new Batch(
                    size.rows(),
                    new Stage(computing.calls(), computing.input()),
                    new Stage(computing.calls(), computing.infer()),
                    new Stage(computing.calls(), computing.output()));
        }
    }
}
