package dev.trainyard.job;

import dev.trainyard.json.Json;
import dev.trainyard.storage.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt changes about its job, and the events that tell of it. What is null stays as it was.
 *
 * @param state where the job goes from its worker
 * @param reason why, when it is not the ordinary course
 * @param progress fields of it that change, as JSON
 * @param latest values of series that change, as JSON
 * @param failure why it failed, as JSON
 */
record JobChange(
        @Nullable JobState state,
        @Nullable String reason,
        @Nullable Phase phase,
        @Nullable Digest log,
        @Nullable String progress,
        @Nullable String latest,
        @Nullable String failure,
        Outcome outcome,
        List<Told> events) {

    JobChange {
        events = List.copyOf(events);
    }

    /** An event as it is entered. */
    record Told(String type, String data) {
        static Told of(NewEvent event) {
            return new Told(event.type(), Json.mapper().writeValueAsString(event));
        }
    }

    boolean isTerminal() {
        return state != null && state.isTerminal();
    }

    static JobChange entering(Phase phase, JobState state) {
        List<Told> events = List.of(Told.of(NewEvent.State.in(state, phase)));
        return new JobChange(null, null, phase, null, null, null, null, Outcome.NONE, events);
    }

    /** The last values among the events become the job's progress and its latest metrics. */
    static JobChange telling(List<? extends NewEvent> events) {
        Standing standing = Standing.after(events);
        return new JobChange(
                null,
                null,
                null,
                null,
                Json.mapper().writeValueAsString(standing.progress()),
                Json.mapper().writeValueAsString(standing.latest()),
                null,
                Outcome.NONE,
                events.stream().map(Told::of).toList());
    }

    static JobChange keeping(Digest log) {
        return new JobChange(null, null, null, log, null, null, null, Outcome.NONE, List.of());
    }

    /** The attempt is over. */
    static JobChange leaving(Running running, JobState state, @Nullable String reason) {
        List<Told> events = new ArrayList<>(List.of(Told.of(NewEvent.State.of(state, running, reason))));
        if (state.isTerminal()) {
            events.add(Told.of(new NewEvent.End(state)));
        }
        return new JobChange(state, reason, null, null, null, null, null, Outcome.NONE, events);
    }

    /** The worker does not go on with it: what its owner asked for, else it is queued again. */
    static JobChange givingUp(Running running, JobState before, String reason) {
        JobState next = switch (before) {
            case CANCELLING -> JobState.CANCELLED;
            case PAUSING -> JobState.PAUSED;
            default -> JobState.QUEUED;
        };
        return leaving(running, next, reason);
    }

    static JobChange failing(Running running, Failure failure) {
        JobChange left = leaving(running, JobState.FAILED, failure.message());
        return new JobChange(
                left.state,
                left.reason,
                null,
                null,
                null,
                null,
                Json.mapper().writeValueAsString(failure),
                Outcome.NONE,
                left.events);
    }

    static JobChange succeeding(Running running, Outcome outcome) {
        JobChange left = leaving(running, JobState.SUCCEEDED, null);
        return new JobChange(left.state, null, null, null, null, outcome.metrics(), null, outcome, left.events);
    }
}
