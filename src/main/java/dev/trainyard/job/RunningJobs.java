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
@Transactional
public class RunningJobs {

    private static final String KEEPING = """
            select keep_checkpoints, resolved #>> '{training,earlyStopping,monitor}' as monitor from job
            """;

    private static final String STANDING = """
            progress = progress || cast(:progress as jsonb), latest = latest || cast(:latest as jsonb),
            """;

    private static final String OUTCOME = """
            stop_reason = :stopReason, engine = :engine, threads = :threads, latest = latest || cast(:metrics as jsonb),
            evaluation = cast(:metrics as json), provenance = cast(:provenance as json),
            """;

    private final JdbcClient jdbc;
    private final JobLog log;
    private final Checkpoints checkpoints;
    private final JobEndings endings;
    private final Orphans orphans;

    RunningJobs(JdbcClient jdbc, JobLog log, Checkpoints checkpoints, JobEndings endings, Orphans orphans) {
        this.jdbc = jdbc;
        this.log = log;
        this.checkpoints = checkpoints;
        this.endings = endings;
        this.orphans = orphans;
    }

    /**
     * Holds the claims for another lease.
     *
     * @return those that are still held, each with what its owner asks for
     */
    public Map<Running, Optional<StopRequest>> heartbeat(String worker, Collection<Running> claims) {
        Map<Running, Optional<StopRequest>> held = new HashMap<>();
        jdbc.sql("""
                        update job set heartbeat_at = clock_timestamp(),
                            lease_until = clock_timestamp() + make_interval(secs => :lease)
                        from unnest(cast(:ids as text[]), cast(:attempts as integer[])) as claim (claimed, number)
                        where id = claimed and attempt = number and worker = :worker
                            and state in ('running', 'pausing', 'cancelling')
                        returning id, attempt, stop_request
                        """)
                .param("worker", worker)
                .param("lease", JobQueue.LEASE.toSeconds())
                .param("ids", claims.stream().map(Running::jobId).toArray(String[]::new))
                .param("attempts", claims.stream().map(Running::attempt).toArray(Integer[]::new))
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
        return held(running, "select coalesce(stop_request, '') from job" + JobEndings.HELD)
                .query(String.class)
                .optional()
                .filter(word -> !word.isEmpty())
                .map(StopRequest::of);
    }

    public void enter(Running running, Phase phase) {
        String state = held(running, "update job set phase = :phase" + JobEndings.HELD + "returning state")
                .param("phase", phase.word())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new LostClaim(running));
        log.append(running.jobId(), List.of(NewEvent.State.in(JobState.of(state), phase)));
    }

    /** Enters events; the last values among them become the job's progress and its latest metrics. */
    public void append(Running running, List<? extends NewEvent> events) {
        Standing standing = Standing.after(events);
        boolean held = log.append(
                running,
                STANDING,
                events,
                given -> given.param("progress", Json.mapper().writeValueAsString(standing.progress()))
                        .param("latest", Json.mapper().writeValueAsString(standing.latest())));
        if (!held) {
            throw new LostClaim(running);
        }
    }

    /**
     * Enters a checkpoint that is complete in the object store, or was just now: once it is entered its object stays.
     *
     * @return objects that are left to the sweep
     */
    public List<Digest> checkpoint(
            Running running, int epoch, long iteration, StoredObject object, Map<String, @Nullable Double> metrics) {
        Keeping keeping = held(running, KEEPING + JobEndings.HELD + "for update")
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

    /** Notes where the trainer's log is kept. */
    public void keepLog(Running running, Digest object) {
        write(
                running,
                held(running, "update job set log_sha256 = :digest" + JobEndings.HELD)
                        .param("digest", object.hex()));
    }

    /**
     * Ends a job that did what it was to do, unless its owner has cancelled it meanwhile.
     *
     * @param register enters the model's version in the same transaction and gives its number
     */
    public JobState succeed(Running running, Success success, IntSupplier register) {
        if (endings.locked(running) == JobState.CANCELLING) {
            return endings.end(running, JobState.CANCELLED, null);
        }
        int version = register.getAsInt();
        return endings.end(
                running,
                JobState.SUCCEEDED,
                OUTCOME + "result_model = :model, result_version = :version, ",
                given -> success.told(given).param("model", success.model()).param("version", version));
    }

    /** Ends a job that trained a version of a model again, unless its owner has cancelled it meanwhile. */
    public JobState reproduced(Running running, Success success, Reproduction reproduction) {
        if (endings.locked(running) == JobState.CANCELLING) {
            return endings.end(running, JobState.CANCELLED, null);
        }
        return endings.end(
                running,
                JobState.SUCCEEDED,
                OUTCOME + "reproduction = cast(:reproduction as json), ",
                given -> success.told(given).param("reproduction", Json.mapper().writeValueAsString(reproduction)));
    }

    /** Ends a job that measured a version of a model, unless its owner has cancelled it meanwhile. */
    public JobState evaluated(Running running, Success success, Reevaluated reevaluated) {
        if (endings.locked(running) == JobState.CANCELLING) {
            return endings.end(running, JobState.CANCELLED, null);
        }
        return endings.end(
                running,
                JobState.SUCCEEDED,
                OUTCOME + "reevaluated = cast(:reevaluated as json), ",
                given -> success.told(given).param("reevaluated", Json.mapper().writeValueAsString(reevaluated)));
    }

    /**
     * Ends a job that answered the rows of a data set, unless its owner has cancelled it meanwhile.
     *
     * @param enter makes the data set in the same transaction
     */
    public JobState predicted(Running running, String stopReason, Supplier<PredictedDataset> enter) {
        if (endings.locked(running) == JobState.CANCELLING) {
            return endings.end(running, JobState.CANCELLED, null);
        }
        PredictedDataset made = enter.get();
        return endings.end(
                running,
                JobState.SUCCEEDED,
                "stop_reason = :stopReason, predictions = cast(:made as json), ",
                given -> given.param("stopReason", stopReason)
                        .param("made", Json.mapper().writeValueAsString(made)));
    }

    /** What a success leaves behind: why training ended, the model's name, its metrics and where it came from. */
    public record Success(String stopReason, String model, Map<String, Double> metrics, Provenance provenance) {

        private StatementSpec told(StatementSpec statement) {
            return statement
                    .param("stopReason", stopReason)
                    .param("engine", provenance.engine())
                    .param("threads", provenance.threads())
                    .param("metrics", Json.mapper().writeValueAsString(metrics))
                    .param("provenance", Json.mapper().writeValueAsString(provenance));
        }
    }

    /** Ends a job that cannot be done, unless its owner has cancelled it meanwhile. */
    public JobState fail(Running running, Failure failure) {
        return fail(running, failure, () -> {});
    }

    /** Likewise; {@code also} happens in the same transaction, when the job really fails. */
    public JobState fail(Running running, Failure failure, Runnable also) {
        if (endings.locked(running) == JobState.CANCELLING) {
            return endings.end(running, JobState.CANCELLED, null);
        }
        also.run();
        return endings.fail(running, failure);
    }

    /** Ends a job whose trainer stopped because its owner asked for that. */
    public JobState stopped(Running running, StopRequest asked) {
        boolean cancelled = endings.locked(running) == JobState.CANCELLING || asked == StopRequest.CANCEL;
        return endings.end(running, cancelled ? JobState.CANCELLED : JobState.PAUSED, null);
    }

    /** Gives a job back without a penalty, for another worker to go on from its last checkpoint. */
    public JobState release(Running running, String reason) {
        return endings.giveUp(running, endings.locked(running), reason);
    }

    /**
     * Gives a job back whose attempt was lost.
     *
     * @param failure what the job fails with, when too many attempts were lost without a new checkpoint
     */
    public JobState lose(Running running, Failure failure) {
        return endings.lose(running, failure);
    }

    /** Likewise, when what failed lies around the job, such as the object store: it is tried again after a while. */
    public JobState loseForAWhile(Running running, Failure failure) {
        return endings.loseForAWhile(running, failure);
    }

    private StatementSpec held(Running running, String sql) {
        return endings.held(running, sql);
    }

    private static void write(Running running, StatementSpec statement) {
        if (statement.update() == 0) {
            throw new LostClaim(running);
        }
    }
}
