package dev.trainyard.job;

import dev.trainyard.bundle.Provenance;
import dev.trainyard.job.RunningJobs.Success;
import dev.trainyard.json.Json;
import org.jspecify.annotations.Nullable;

/** What a success leaves behind in the job's row; documents as JSON. */
record Outcome(
        @Nullable String stopReason,
        @Nullable String engine,
        @Nullable Integer threads,
        @Nullable String metrics,
        @Nullable String provenance,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String reproduction,
        @Nullable String reevaluated,
        @Nullable String predictions) {

    static final Outcome NONE = stopped(null);

    /** Nothing but why it ended. */
    static Outcome stopped(@Nullable String stopReason) {
        return new Outcome(stopReason, null, null, null, null, null, null, null, null, null);
    }

    static Outcome of(Success success) {
        Provenance provenance = success.provenance();
        return new Outcome(
                success.stopReason(),
                provenance.engine(),
                provenance.threads(),
                Json.mapper().writeValueAsString(success.metrics()),
                Json.mapper().writeValueAsString(provenance),
                null,
                null,
                null,
                null,
                null);
    }

    /** Of a job that made a version of a model. */
    Outcome with(String madeModel, int madeVersion) {
        return new Outcome(stopReason, engine, threads, metrics, provenance, madeModel, madeVersion, null, null, null);
    }

    Outcome with(Reproduction comparison) {
        String json = Json.mapper().writeValueAsString(comparison);
        return new Outcome(stopReason, engine, threads, metrics, provenance, null, null, json, null, null);
    }

    Outcome with(Reevaluated measured) {
        String json = Json.mapper().writeValueAsString(measured);
        return new Outcome(stopReason, engine, threads, metrics, provenance, null, null, null, json, null);
    }

    Outcome with(PredictedDataset made) {
        String json = Json.mapper().writeValueAsString(made);
        return new Outcome(stopReason, engine, threads, metrics, provenance, null, null, null, null, json);
    }
}
