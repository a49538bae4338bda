package dev.trainyard.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event to be entered into a job's log. */
public sealed interface NewEvent {

    /** The contract's name for this kind of event. */
    default String type() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * The job is somewhere else in its life.
     *
     * @param iteration updates of the checkpoint that an attempt goes on from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(
            JobState state,
            @Nullable Phase phase,
            @Nullable Integer attempt,
            @Nullable String worker,
            @Nullable String reason,
            @Nullable Long iteration)
            implements NewEvent {

        /** Of a job that nobody works on. */
        static State of(JobState state) {
            return new State(state, null, null, null, null, null);
        }

        /** Of an attempt. */
        static State of(JobState state, Running running, @Nullable String reason) {
            return new State(state, null, running.attempt(), running.worker(), reason, null);
        }

        static State in(JobState state, Phase phase) {
            return new State(state, phase, null, null, null, null);
        }

        /** It goes on from there. */
        State from(Checkpoint checkpoint) {
            return new State(state, phase, attempt, worker, reason, checkpoint.iteration());
        }
    }

    /** Values of series; those at the end of an epoch are final. */
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
            implements NewEvent {}

    /** A line of the trainer's. */
    record Log(String level, String message) implements NewEvent {}

    /** Something the user should look at, with a change to the request that would help where one is known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Warning(String code, String message, @Nullable List<Map<String, Object>> patch) implements NewEvent {

        public Warning(String code, String message) {
            this(code, message, null);
        }
    }

    /** Something to look at: a picture as base64, values, or both. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sample(
            String sample,
            int epoch,
            long iteration,
            @Nullable String png,
            @Nullable Object values) implements NewEvent {}

    /** Nothing follows. */
    record End(JobState state) implements NewEvent {}
}
