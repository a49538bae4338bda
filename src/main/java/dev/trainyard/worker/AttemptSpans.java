package dev.trainyard.worker;

import dev.trainyard.job.Claim;
import dev.trainyard.job.JobState;
import dev.trainyard.job.Phase;
import dev.trainyard.trace.Span;
import dev.trainyard.trace.Spans;
import dev.trainyard.trace.TraceParent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the trace of the request that made a job: how long it waited, what an attempt did, and the phases of that. Times
 * are the database's: that of the claim, and what has passed since. It is of the attempt's thread.
 */
final class AttemptSpans implements AutoCloseable {

    private final Spans spans;
    private final Claim claim;
    private final Optional<TraceParent> creator;
    private final @Nullable TraceParent own;
    private final long claimedNanos = System.nanoTime();
    private Phase phase = Phase.PREPARING;
    private Instant phaseBegun;
    private @Nullable JobState state;

    AttemptSpans(Spans spans, Claim claim) {
        this.spans = spans;
        this.claim = claim;
        this.creator = spans.areExported() ? TraceParent.of(claim.traceparent()) : Optional.empty();
        this.phaseBegun = claim.claimedAt();
        this.own = creator.map(TraceParent::next).orElse(null);
        creator.ifPresent(
                parent -> tell("job.queued", parent.next(), parent.span(), claim.queuedAt(), claim.claimedAt(), null));
    }

    /** Where the attempt stands, as the header says it. */
    @Nullable
    String traceparent() {
        return own == null ? claim.traceparent() : own.header();
    }

    void entered(Phase next) {
        Instant now = now();
        tellPhase(now);
        phase = next;
        phaseBegun = now;
    }

    private Instant now() {
        return claim.claimedAt().plusNanos(System.nanoTime() - claimedNanos);
    }

    private void tellPhase(Instant now) {
        if (own != null) {
            tell("job." + phase.word(), own.next(), own.span(), phaseBegun, now, null);
        }
    }

    void ended(JobState after) {
        state = after;
    }

    @Override
    public void close() {
        Instant now = now();
        tellPhase(now);
        creator.ifPresent(parent -> {
            if (own != null) {
                tell("job.run", own, parent.span(), claim.claimedAt(), now, failure());
            }
        });
    }

    private @Nullable String failure() {
        if (state == null) {
            return "the attempt broke off";
        }
        return state == JobState.FAILED ? "the job failed" : null;
    }

    private void tell(
            String name, TraceParent at, String parent, Instant begin, Instant end, @Nullable String failure) {
        Map<String, String> about = Map.of(
                "trainyard.job.id", claim.running().jobId(),
                "trainyard.job.attempt", Integer.toString(claim.running().attempt()),
                "trainyard.job.state", state == null ? "running" : state.word(),
                "trainyard.worker.id", claim.running().worker());
        spans.tell(new Span(name, at, parent, false, begin, end, about, failure));
    }
}
