package dev.trainyard.trainer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.json.ByTypeName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** What a trainer process says, one JSON object a line on its standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
public sealed interface TrainerEvent {

    /** A spare process is warm and waits for the path of a job folder on its standard input. */
    @JsonTypeName("ready")
    record Ready() implements TrainerEvent {}

    /** A phase has begun. */
    @JsonTypeName("phase")
    record PhaseStarted(Phase phase) implements TrainerEvent {}

    enum Phase {
        @JsonProperty("preparing")
        PREPARING,
        @JsonProperty("training")
        TRAINING,
        @JsonProperty("evaluating")
        EVALUATING
    }

    /**
     * Numbers, at the end of an epoch (epoch 0 is before any update) or on the way through one.
     *
     * @param epoch finished epochs
     * @param iteration updates so far
     * @param series values by name, such as {@code train/loss}; null where a value is not finite
     * @param progress share of the whole training, 0 to 1
     * @param samplesPerSecond of the last full epoch by wall time
     * @param effort what went into it, at the end of an epoch only
     * @param endOfEpoch whether these are an epoch's final values, which are never dropped
     */
    @JsonTypeName("metrics")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Metrics(
            int epoch,
            long iteration,
            Map<String, @Nullable Double> series,
            double progress,
            @Nullable Double etaSeconds,
            @Nullable Double samplesPerSecond,
            @Nullable Effort effort,
            boolean endOfEpoch)
            implements TrainerEvent {}

    /**
     * Where the time of a training went.
     *
     * @param time the share of each part, such as {@code backward}, since this attempt began
     * @param ofProductLimit the operations of the last epoch in those that a product of matrices reaches in this process;
     *     null where they are not counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Effort(Map<String, Double> time, @Nullable Double ofProductLimit) {}

    /** A line for the job's log. */
    @JsonTypeName("log")
    record Logged(String level, String message) implements TrainerEvent {}

    /**
     * Something the user should look at.
     *
     * @param patch JSON Patch operations on the job's request that would help; null where none is known
     */
    @JsonTypeName("warning")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Warned(String code, String message, @Nullable List<Map<String, Object>> patch) implements TrainerEvent {

        public Warned(String code, String message) {
            this(code, message, null);
        }
    }

    /**
     * Something to look at.
     *
     * @param sample what it is, such as {@code filters}
     * @param png a picture, as base64; null when there is none
     * @param values what there is besides or in place of it, as JSON; null when there is none
     */
    @JsonTypeName("sample")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sampled(
            String sample,
            int epoch,
            long iteration,
            @Nullable String png,
            @Nullable Object values) implements TrainerEvent {}

    /** A checkpoint is complete on disk; {@code file} is its name in {@link JobFolder#checkpoints()}. */
    @JsonTypeName("checkpoint")
    record CheckpointWritten(String file, int epoch, long iteration, Map<String, @Nullable Double> series)
            implements TrainerEvent {}

    /** The bundle is complete; nothing follows. */
    @JsonTypeName("finished")
    record Finished(String stopReason, String engine, int threads, String kernels) implements TrainerEvent {}

    /** A stop that was asked for took effect; nothing follows. */
    @JsonTypeName("stopped")
    record Stopped(Command command) implements TrainerEvent {}

    /** The job cannot be done; nothing follows. The fields are those of the contract's failure object. */
    @JsonTypeName("failed")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Failed(
            String code,
            String phase,
            String message,
            @Nullable String hint,
            boolean retryable,
            List<Remedy> remedies,
            @Nullable Map<String, Object> details)
            implements TrainerEvent {}

    /** A change to the job that may cure it, as JSON Patch operations on its request. */
    record Remedy(String title, List<Map<String, Object>> patch) {

        /** Sets one field. */
        public static Remedy setting(String title, String path, Object value) {
            return new Remedy(title, List.of(Map.of("op", "add", "path", path, "value", value)));
        }

        /** Leaves one field to its default. */
        public static Remedy removing(String title, String path) {
            return new Remedy(title, List.of(Map.of("op", "remove", "path", path)));
        }
    }

    /** What a trainer process can be told while it works, one word a line on its standard input. */
    enum Command {
        /** Stop at once; nothing is kept. */
        @JsonProperty("cancel")
        CANCEL,
        /** Stop now, evaluate and write the bundle. */
        @JsonProperty("finish")
        FINISH,
        /** Write a checkpoint and stop. */
        @JsonProperty("pause")
        PAUSE
    }
}
