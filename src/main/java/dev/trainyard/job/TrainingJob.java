package dev.trainyard.job;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as it stood when it was read.
 *
 * @param resolved the job with nothing left open, as it was stored
 * @param engine what trained it, known once it has succeeded; so with threads
 * @param otherKernels whether it went on with other arithmetic kernels than it began with
 * @param followUp what it does in place of training anew
 * @param reproduction what came of training a version again, when that is what it did
 * @param reevaluated how a version does on another data set, when that is what it found out
 * @param predictions the data set of rows and predictions that it made, when that is what it did
 * @param logSha256 the trainer's log in the object store
 */
public record TrainingJob(
        String id,
        String name,
        JobState state,
        @Nullable Phase phase,
        int attempt,
        int priority,
        Progress progress,
        Map<String, @Nullable Double> latest,
        Place place,
        List<Transition> transitions,
        @Nullable Result result,
        @Nullable String stopReason,
        @Nullable Failure failure,
        @Nullable String engine,
        @Nullable Integer threads,
        boolean otherKernels,
        @Nullable String retryOf,
        @Nullable FollowUp followUp,
        @Nullable Reproduction reproduction,
        @Nullable Reevaluated reevaluated,
        @Nullable PredictedDataset predictions,
        String datasetId,
        String model,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,
        @Nullable String logSha256,
        JsonNode resolved) {

    public TrainingJob {
        transitions = List.copyOf(transitions);
    }

    TrainingJob with(Place known, List<Transition> history) {
        return new TrainingJob(
                id,
                name,
                state,
                phase,
                attempt,
                priority,
                progress,
                latest,
                known,
                history,
                result,
                stopReason,
                failure,
                engine,
                threads,
                otherKernels,
                retryOf,
                followUp,
                reproduction,
                reevaluated,
                predictions,
                datasetId,
                model,
                createdAt,
                startedAt,
                finishedAt,
                logSha256,
                resolved);
    }

    /**
     * Its place in the queue, from 1, why it waits, and when it will probably begin; all null unless it is queued.
     *
     * @param estimatedStart null also when nothing is known of how long jobs take, or when no worker could run it
     */
    public record Place(
            @Nullable Integer position,
            @Nullable String reason,
            @Nullable OffsetDateTime estimatedStart) {
        static final Place NONE = new Place(null, null, null);
    }

    /** A state it came into. */
    public record Transition(
            JobState state,
            OffsetDateTime at,
            @Nullable Integer attempt,
            @Nullable String worker,
            @Nullable String reason) {}

    /** The model's version that it published. */
    public record Result(String model, int version) {}
}
