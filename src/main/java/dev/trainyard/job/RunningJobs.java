package dev.trainyard.job;

import dev.trainyard.bundle.Provenance;
import dev.trainyard.json.Json;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a worker may do to a job it has claimed. Every write names the attempt and the worker; when the job has gone to
 * another meanwhile, nothing is written and {@link LostClaim} is thrown.
 */
@Component
public class RunningJobs {

    private static final String KEEPING = """
            select keep_checkpoints, resolved #>> '{training,earlyStopping,monitor}' as monitor from job
            """;

    private static final String PUT_OFF = """
            update job set available_at = clock_timestamp() + interval '30 seconds' where id = ? and state = 'queued'
            """;

    private final JdbcClient jdbc;
    private final JobLedger ledger;
    private final Checkpoints checkpoints;
    private final JobEndings endings;
    private final Orphans orphans;

    RunningJobs(JdbcClient jdbc, JobLedger ledger, Checkpoints checkpoints, JobEndings endings, Orphans orphans) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.endings = endings;
        this.orphans = orphans;
    }

    /**
     * Holds the claims for another lease.
     *
     * @return those that are still held, each with what its owner asks for
     */
    @Transactional
    public Map<Running, Optional<StopRequest>> heartbeat(String worker, Collection<Running> claims) {
        Map<Running, Optional<StopRequest>> held = new HashMap<>();
        EntryColumns.claims(jdbc.sql("""
                        update job set heartbeat_at = clock_timestamp(),
                            lease_until = clock_timestamp() + make_interval(secs => :lease)
                        from (%s) held where job.id = held.id
                        returning job.id, job.attempt, stop_request
                        """.formatted(JobLedger.LOCK)), List.copyOf(claims))
                .param("lease", JobQueue.LEASE.toSeconds())
                .query(row -> {
                    held.put(
                            new Running(row.getString("id"), row.getInt("attempt"), worker),
                            stop(row.getString("stop_request")));
                });
        return held;
    }

    private static Optional<StopRequest> stop(@Nullable String word) {
        return Optional.ofNullable(word).map(StopRequest::of);
    }

    /** What the owner asks for. */
    @Transactional(readOnly = true)
    public Optional<StopRequest> stopRequest(Running running) {
        return held(running, "select coalesce(stop_request, '') from job", "")
                .query(String.class)
                .optional()
                .filter(word -> !word.isEmpty())
                .map(StopRequest::of);
    }

    /** Whether a job of this thread's tenant waits for a worker. */
    @Transactional(readOnly = true)
    public boolean someWait() {
        return jdbc.sql("select exists (select 1 from job where state = 'queued')")
                .query(Boolean.class)
                .single();
    }

    public void enter(Running running, Phase phase) {
        ledger.write(running, state -> JobChange.entering(phase, state));
    }

    /** Enters events; the last values among them become the job's progress and its latest metrics. */
    public void append(Running running, List<? extends NewEvent> events) {
        JobChange change = JobChange.telling(events);
        ledger.write(running, state -> change);
    }

    /**
     * Enters a checkpoint that is complete in the object store, or was just now: once it is entered its object stays.
     *
     * @return objects that are left to the sweep
     */
    @Transactional
    public List<Digest> checkpoint(
            Running running, int epoch, long iteration, StoredObject object, Map<String, @Nullable Double> metrics) {
        Keeping keeping = held(running, KEEPING, "for update")
                .query((row, n) -> new Keeping(row.getInt("keep_checkpoints"), row.getString("monitor")))
                .optional()
                .orElseThrow(() -> new LostClaim(running));
        orphans.hold(List.of(object.digest()));
        jdbc.sql("""
                        insert into job_checkpoint (job_id, n, attempt, epoch, iteration, digest, bytes, metrics)
                        select :job, coalesce(max(n), 0) + 1, :attempt, :epoch, :iteration, :digest, :bytes,
                            cast(:metrics as json)
                        from job_checkpoint where job_id = :job
                        """)
                .param("job", running.jobId())
                .param("attempt", running.attempt())
                .param("epoch", epoch)
                .param("iteration", iteration)
                .param("digest", object.digest().hex())
                .param("bytes", object.bytes())
                .param("metrics", Json.mapper().writeValueAsString(metrics))
                .update();
        List<Digest> unused = checkpoints.unused(sweep(running.jobId(), keeping));
        orphans.left(unused);
        return unused;
    }

    private List<Digest> sweep(String jobId, Keeping keeping) {
        List<Checkpoint> gone = keeping.superfluous(checkpoints.of(jobId));
        jdbc.sql("delete from job_checkpoint where job_id = ? and n = any(cast(? as integer[]))")
                .param(jobId)
                .param(gone.stream().map(Checkpoint::n).toArray(Integer[]::new))
                .update();
        return gone.stream().map(Checkpoint::sha256).toList();
    }

    /** Notes where the trainer's log is kept; that of an earlier attempt is left to the sweep. */
    @Transactional
    public void keepLog(Running running, Digest object) {
        String before = held(running, "select coalesce(log_sha256, '') from job", "for update")
                .query(String.class)
                .optional()
                .orElseThrow(() -> new LostClaim(running));
        orphans.hold(List.of(object));
        if (!before.isEmpty() && !before.equals(object.hex())) {
            orphans.left(List.of(new Digest(before)));
        }
        ledger.write(running, state -> JobChange.keeping(object));
    }

    /**
     * Ends a job that did what it was to do, unless its owner has cancelled it meanwhile.
     *
     * @param register enters the model's version in the same transaction and gives its number
     */
    public JobState succeed(Running running, Success success, IntSupplier register) {
        Outcome outcome = Outcome.of(success);
        return succeed(running, () -> outcome.with(success.model(), register.getAsInt()));
    }

    /** Ends a job that trained a version of a model again, unless its owner has cancelled it meanwhile. */
    public JobState reproduced(Running running, Success success, Reproduction reproduction) {
        Outcome outcome = Outcome.of(success).with(reproduction);
        return succeed(running, () -> outcome);
    }

    /** Ends a job that measured a version of a model, unless its owner has cancelled it meanwhile. */
    public JobState evaluated(Running running, Success success, Reevaluated reevaluated) {
        Outcome outcome = Outcome.of(success).with(reevaluated);
        return succeed(running, () -> outcome);
    }

    /**
     * Ends a job that answered the rows of a data set, unless its owner has cancelled it meanwhile.
     *
     * @param enter makes the data set in the same transaction
     */
    public JobState predicted(Running running, String stopReason, Supplier<PredictedDataset> enter) {
        return succeed(running, () -> Outcome.stopped(stopReason).with(enter.get()));
    }

    private JobState succeed(Running running, Supplier<Outcome> outcome) {
        return unlessCancelled(running, () -> JobChange.succeeding(running, outcome.get()));
    }

    private JobState unlessCancelled(Running running, Supplier<JobChange> end) {
        return ledger.write(
                running,
                state -> state == JobState.CANCELLING
                        ? JobChange.leaving(running, JobState.CANCELLED, null)
                        : end.get());
    }

    /** What a success leaves behind: why training ended, the model's name, its metrics and where it came from. */
    public record Success(String stopReason, String model, Map<String, Double> metrics, Provenance provenance) {}

    /** Ends a job that cannot be done, unless its owner has cancelled it meanwhile. */
    public JobState fail(Running running, Failure failure) {
        return fail(running, failure, () -> {});
    }

    /** Likewise; {@code also} happens in the same transaction, when the job really fails. */
    public JobState fail(Running running, Failure failure, Runnable also) {
        return unlessCancelled(running, () -> {
            also.run();
            return JobChange.failing(running, failure);
        });
    }

    /** Ends a job whose trainer stopped because its owner asked for that. */
    public JobState stopped(Running running, StopRequest asked) {
        return ledger.write(
                running,
                state -> JobChange.leaving(
                        running,
                        state == JobState.CANCELLING || asked == StopRequest.CANCEL
                                ? JobState.CANCELLED
                                : JobState.PAUSED,
                        null));
    }

    /** Gives a job back without a penalty, for another worker to go on from its last checkpoint. */
    public JobState release(Running running, String reason) {
        return ledger.write(running, state -> JobChange.givingUp(running, state, reason));
    }

    /** Likewise, for this worker cannot do it but another may: nobody claims it for half a minute. */
    @Transactional
    public JobState putOff(Running running, String reason) {
        JobState state = release(running, reason);
        jdbc.sql(PUT_OFF).param(running.jobId()).update();
        return state;
    }

    /**
     * Gives a job back whose attempt was lost.
     *
     * @param failure what the job fails with, when too many attempts were lost without a new checkpoint
     */
    @Transactional
    public JobState lose(Running running, Failure failure) {
        return endings.lose(running, failure);
    }

    /** Likewise, when what failed lies around the job, such as the object store: it is tried again after a while. */
    @Transactional
    public JobState loseForAWhile(Running running, Failure failure) {
        return endings.loseForAWhile(running, failure);
    }

    private StatementSpec held(Running running, String sql, String more) {
        return JobEndings.held(jdbc, running, sql, more);
    }
}
