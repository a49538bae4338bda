package dev.trainyard.job;

import dev.trainyard.json.Json;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.problem.Problem;
import dev.trainyard.storage.Digest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job to be queued.
 *
 * @param retryOf the job that it tries again, if any
 * @param followUp what it does in place of training anew, if anything
 * @param beginsFrom a checkpoint of another job that has to be kept for it, if any
 * @param progress where it stands before it begins
 * @param latest the values of the series there
 */
record NewJob(
        JobSpec spec,
        ResolvedJob resolved,
        @Nullable String retryOf,
        @Nullable FollowUp followUp,
        @Nullable Digest beginsFrom,
        Progress progress,
        Map<String, @Nullable Double> latest) {

    private static final JobSpec NO_REQUEST = Json.mapper().readValue("{}", JobSpec.class);

    /** One that trains anew. */
    static NewJob of(JobSpec spec, ResolvedJob resolved, @Nullable String retryOf) {
        Progress none = Progress.none(resolved.training().epochs());
        return new NewJob(spec, resolved, retryOf, null, checkpoint(resolved.start()), none, Map.of());
    }

    /** One that trains a version of a model again. */
    static NewJob reproducing(ResolvedJob recipe, TrainedVersion version) {
        Digest parameters = parameters(version);
        FollowUp again = new FollowUp.Reproduce(
                version.model(),
                version.version(),
                parameters,
                version.provenance().end());
        Progress none = Progress.none(recipe.training().epochs());
        return new NewJob(NO_REQUEST, recipe, null, again, checkpoint(recipe.start()), none, Map.of());
    }

    /**
     * One that measures a version of a model.
     *
     * @param recipe of its training, with the rows to measure it on as those of the test
     */
    static NewJob evaluating(ResolvedJob recipe, TrainedVersion version, String datasetId) {
        FollowUp again = new FollowUp.Evaluate(version.model(), version.version(), parameters(version), datasetId);
        return new NewJob(
                NO_REQUEST,
                recipe,
                null,
                again,
                null,
                Progress.none(recipe.training().epochs()),
                Map.of());
    }

    /**
     * One that answers the rows of a data set, or makes one.
     *
     * @param recipe of the version's training, with the data set whose rows are answered
     */
    static NewJob predicting(ResolvedJob recipe, FollowUp answers) {
        return new NewJob(
                NO_REQUEST,
                recipe,
                null,
                answers,
                null,
                Progress.none(recipe.training().epochs()),
                Map.of());
    }

    static Digest parameters(TrainedVersion version) {
        return version.artifacts().stream()
                .filter(artifact -> artifact.name().equals("parameters.safetensors"))
                .findFirst()
                .orElseThrow(() -> Problem.conflict(
                        "Version %d of %s holds no parameters".formatted(version.version(), version.model())))
                .sha256();
    }

    private static @Nullable Digest checkpoint(ResolvedJob.@Nullable Start start) {
        return start != null && start.checkpoint() ? start.sha256() : null;
    }

    /** One that publishes a checkpoint of a job. */
    static NewJob publishing(JobSpec spec, ResolvedJob resolved, String jobId, Checkpoint from) {
        int epochs = resolved.training().epochs();
        return new NewJob(
                spec,
                resolved,
                null,
                new FollowUp.Publish(jobId, from.n(), from.sha256(), from.epoch(), from.iteration()),
                from.sha256(),
                new Progress(from.epoch(), epochs, from.iteration(), (double) from.epoch() / epochs, null, null, null),
                from.metrics());
    }
}
