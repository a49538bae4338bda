package dev.trainyard.job;

import dev.trainyard.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A row of the job table, on its way to a {@link TrainingJob}. */
record JobRow(TrainingJob job, @Nullable Integer position, QueueOutlook.Wish wish) {

    static final TypeReference<Map<String, @Nullable Double>> SERIES = new TypeReference<>() {};

    static JobRow read(ResultSet row, int n) throws SQLException {
        return new JobRow(
                job(row),
                row.getObject("position", Integer.class),
                new QueueOutlook.Wish(
                        row.getString("device"),
                        Arrays.asList((String[]) row.getArray("labels").getArray()),
                        row.getObject("owner_limit", Integer.class),
                        row.getObject("tenant_limit", Integer.class),
                        row.getObject("not_before", OffsetDateTime.class)));
    }

    private static TrainingJob job(ResultSet row) throws SQLException {
        return new TrainingJob(
                row.getString("id"),
                row.getString("name"),
                JobState.of(row.getString("state")),
                phase(row.getString("phase")),
                row.getInt("attempt"),
                row.getInt("priority"),
                Json.mapper().readValue(row.getString("progress"), Progress.class),
                Json.mapper().readValue(row.getString("latest"), SERIES),
                TrainingJob.Place.NONE,
                List.of(),
                result(row.getString("result_model"), row.getInt("result_version")),
                row.getString("stop_reason"),
                failure(row.getString("failure")),
                row.getString("engine"),
                row.getObject("threads", Integer.class),
                row.getBoolean("other_kernels"),
                row.getString("retry_of"),
                followUp(row.getString("follow_up")),
                reproduction(row.getString("reproduction")),
                reevaluated(row.getString("reevaluated")),
                predictions(row.getString("predictions")),
                row.getString("dataset_id"),
                row.getString("model"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("finished_at", OffsetDateTime.class),
                row.getString("log_sha256"),
                Json.mapper().readTree(row.getString("resolved")));
    }

    private static @Nullable Phase phase(@Nullable String word) {
        return word == null ? null : Phase.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static TrainingJob.@Nullable Result result(@Nullable String model, int version) {
        return model == null ? null : new TrainingJob.Result(model, version);
    }

    private static @Nullable Failure failure(@Nullable String json) {
        return json == null ? null : Json.mapper().readValue(json, Failure.class);
    }

    private static @Nullable Reproduction reproduction(@Nullable String json) {
        return json == null ? null : Json.mapper().readValue(json, Reproduction.class);
    }

    private static @Nullable Reevaluated reevaluated(@Nullable String json) {
        return json == null ? null : Json.mapper().readValue(json, Reevaluated.class);
    }

    private static @Nullable PredictedDataset predictions(@Nullable String json) {
        return json == null ? null : Json.mapper().readValue(json, PredictedDataset.class);
    }

    static @Nullable FollowUp followUp(@Nullable String json) {
        return json == null ? null : Json.mapper().readValue(json, FollowUp.class);
    }

    /** The job with what other tables say of it. */
    TrainingJob with(List<TrainingJob.Transition> transitions, QueueOutlook.Now now) {
        return job.with(position == null ? TrainingJob.Place.NONE : now.place(position, wish), transitions);
    }
}
