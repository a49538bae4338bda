package dev.trainyard.job;

import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A job as its worker gets it.
 *
 * @param tenant whose job it is
 * @param document the resolved job as it was stored
 * @param checkpoint where to go on, unless from the start
 * @param stop what its owner had asked for before it was claimed again
 * @param instead what it does in place of training anew, as it was stored
 * @param traceparent the trace of the request that made it
 * @param queuedAt since when it waited, by the database's clock
 * @param claimedAt until when
 */
public record Claim(
        Running running,
        String tenant,
        String document,
        Optional<Checkpoint> checkpoint,
        Optional<StopRequest> stop,
        @Nullable String instead,
        @Nullable String traceparent,
        Instant queuedAt,
        Instant claimedAt) {

    /** @throws JacksonException where a newer version made it and says what this one does not know */
    public ResolvedJob resolved() {
        return Json.mapper().readValue(document, ResolvedJob.class);
    }

    /**
     * What it does in place of training anew.
     *
     * @throws JacksonException likewise
     */
    public Optional<FollowUp> followUp() {
        return Optional.ofNullable(JobRow.followUp(instead));
    }
}
