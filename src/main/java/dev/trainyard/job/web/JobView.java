package dev.trainyard.job.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.job.Failure;
import dev.trainyard.job.FollowUp;
import dev.trainyard.job.JobState;
import dev.trainyard.job.Phase;
import dev.trainyard.job.PredictedDataset;
import dev.trainyard.job.Progress;
import dev.trainyard.job.Reevaluated;
import dev.trainyard.job.Reproduction;
import dev.trainyard.job.TrainingJob;
import dev.trainyard.plan.ResolvedJob;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job as callers see it. */
@Schema(name = "Job")
@JsonInclude(JsonInclude.Include.ALWAYS)
record JobView(
        @Schema(example = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id,
        @Schema(example = "admissions") String name,

        @Schema(example = "running", implementation = JobState.class)
        JobState state,

        @Schema(description = "Whether it stays in this state for ever.")
        boolean terminal,

        @Schema(example = "training", implementation = Phase.class) @Nullable
        Phase phase,

        @Schema(description = "How often a worker has begun on it.", example = "1")
        int attempt,

        @Schema(example = "0") int priority,
        Progress progress,

        @Schema(
                description = "The last value of each series.",
                example = "{\"train/loss\":0.63,\"validation/loss\":0.65,\"validation/accuracy\":0.68}")
        Map<String, @Nullable Double> latest,

        Place queue,
        List<Change> transitions,
        @Nullable Result result,

        @Schema(
                description = "Why training ended.",
                allowableValues = {"completed", "early-stopping", "budget", "finished-on-request", "checkpoint"},
                example = "completed")
        @Nullable
        String stopReason,

        @Nullable Failure failure,

        @Schema(description = "What trained it.", example = "fused") @Nullable
        String engine,

        @Schema(description = "With how many threads.", example = "1") @Nullable
        Integer threads,

        @Schema(
                description =
                        "How it can be made again, and goes on after a breakdown: `bit-exact` on the CPU, to the last"
                                + " bit; `statistical` on a GPU, whose sums come in any order, and where it went on with"
                                + " other arithmetic kernels than it began with, as the warning `other_kernels` says.",
                allowableValues = {"bit-exact", "statistical"},
                example = "bit-exact")
        String reproducibility,

        @Schema(description = "The job that this one tries again.", example = "job_01K9Z5W0Q2R4T6V8X0Z2B4D6FG")
        @Nullable
        String retryOf,

        @Schema(
                description = "What it does in place of training anew: publishing a checkpoint of another job, training"
                        + " a model's version again, measuring one on another data set, or answering the rows of one.")
        @Nullable
        FollowUp followUp,

        @Schema(description = "How a version that was trained again compares with the first.") @Nullable
        Reproduction reproduction,

        @Schema(description = "How a version does on another data set, beside its own evaluation.") @Nullable
        Reevaluated evaluation,

        @Schema(description = "The data set of rows and predictions that it made.") @Nullable
        PredictedDataset predictions,

        @Schema(example = "ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH") String datasetId,
        @Schema(example = "admissions") String model,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,

        @Schema(
                description = "The job with every default filled in; lists leave it out.",
                implementation = ResolvedJob.class)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        JsonNode resolved) {

    static JobView of(TrainingJob job) {
        return of(job, job.resolved());
    }

    /** As lists show it. */
    static JobView listed(TrainingJob job) {
        return of(job, null);
    }

    private static JobView of(TrainingJob job, @Nullable JsonNode resolved) {
        return new JobView(
                job.id(),
                job.name(),
                job.state(),
                job.state().isTerminal(),
                job.phase(),
                job.attempt(),
                job.priority(),
                job.progress(),
                job.latest(),
                new Place(
                        job.place().position(),
                        job.place().reason(),
                        job.place().estimatedStart()),
                job.transitions().stream().map(Change::of).toList(),
                Result.of(job.result()),
                job.stopReason(),
                job.failure(),
                job.engine(),
                job.threads(),
                reproducibility(job),
                job.retryOf(),
                job.followUp(),
                job.reproduction(),
                job.reevaluated(),
                job.predictions(),
                job.datasetId(),
                job.model(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                resolved);
    }

    private static String reproducibility(TrainingJob job) {
        boolean onGpu = job.resolved().at("/resources/device").asString("").equals("gpu");
        return onGpu || job.otherKernels() ? "statistical" : "bit-exact";
    }

    @Schema(name = "JobQueuePlace", description = "Where it waits; all null unless it is queued.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Place(
            @Schema(example = "1") @Nullable Integer position,

            @Schema(example = "waiting for 1 gpu; 0 of 0 free") @Nullable
            String reason,

            @Schema(
                    description =
                            "When it will probably begin, by how long the last jobs took; null when too little is known.",
                    example = "2026-11-26T09:30:00Z")
            @Nullable
            OffsetDateTime estimatedStart) {}

    @Schema(name = "JobTransition", description = "A state it came into.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            @Schema(example = "running") JobState state,
            OffsetDateTime at,

            @Schema(example = "wrk_01K9Z6A1B2C3D4E5F6G7H8J9KM") @Nullable
            String worker,

            @Schema(example = "1") @Nullable Integer attempt,
            @Nullable String reason) {

        static Change of(TrainingJob.Transition transition) {
            return new Change(
                    transition.state(),
                    transition.at(),
                    transition.worker(),
                    transition.attempt(),
                    transition.reason());
        }
    }

    @Schema(name = "JobResult", description = "The model's version that it published.")
    record Result(
            @Schema(example = "admissions") String model,
            @Schema(example = "1") int version) {

        static @Nullable Result of(TrainingJob.@Nullable Result result) {
            return result == null ? null : new Result(result.model(), result.version());
        }
    }
}
