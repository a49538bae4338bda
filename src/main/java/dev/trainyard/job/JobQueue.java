package dev.trainyard.job;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.trainyard.database.Announcements;
import dev.trainyard.json.Json;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.quota.JobQuota;
import dev.trainyard.security.CurrentCaller;
import dev.trainyard.tenant.Tenant;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Where jobs wait for a worker. */
@Component
public class JobQueue {

    /** How long a job stays its worker's without another heartbeat. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    static final String CHANNEL = "trainyard_job_queued";

    private static final String ENQUEUE = """
            insert into job (id, owner, name, model, dataset_id, retry_of, follow_up, begins_from, spec, resolved, priority, turn,
                device, labels, max_attempts, keep_checkpoints, progress, latest, traceparent)
            values (:id, :owner, :name, :model, :dataset, cast(:retryOf as text), cast(:followUp as json),
                cast(:beginsFrom as text), cast(:spec as json), cast(:resolved as json), :priority, :turn,
                :device, :labels, :maxAttempts, :keep, cast(:progress as jsonb), cast(:latest as jsonb), cast(:traceparent as text))
            """;

    /**
     * With the events that tell of it. The planner knows nothing about labels and owners and would guess that hardly a row has
     * them, so it would rather sort the whole queue than walk along it; of what stands in {@code coalesce} it expects one half.
     */
    static final String CLAIM = """
            with next as (
                select id from job
                where state = 'queued' and available_at <= clock_timestamp()
                    and coalesce(labels <@ cast(:labels as text[]), false) and (device <> 'gpu'
                        or :gpus > (select count(*) from job mine where mine.worker = :worker and mine.device = 'gpu'))
                    and coalesce(owner <> all (array(
                        select share.owner from queue_share share join job busy
                            on busy.owner = share.owner and busy.worker is not null
                        group by share.owner having count(*) >= share.max_running)), true)
                    and coalesce(cast(:running as integer) is null or tenant <> all (array(
                        select busy.tenant from job busy where busy.worker is not null
                        group by busy.tenant having count(*) >= cast(:running as integer))), true)
                order by priority desc, turn, created_at, id
                limit %d for update skip locked),
            claimed as (
                update job set state = 'running', phase = 'preparing', attempt = attempt + 1, worker = :worker,
                    heartbeat_at = clock_timestamp(), lease_until = clock_timestamp() + make_interval(secs => :lease),
                    started_at = coalesce(started_at, clock_timestamp()), last_seq = last_seq + 1
                from next where job.id = next.id
                returning job.*),
            added as (
                insert into job_event (tenant, job_id, seq, type, data)
                select tenant, id, last_seq, 'state', json_strip_nulls(json_build_object(
                    'state', state, 'attempt', attempt, 'worker', worker, 'iteration', (
                        select iteration from job_checkpoint where job_id = claimed.id order by n desc limit 1)))
                from claimed),
            changed as (
                insert into job_transition (tenant, job_id, seq, state, attempt, worker)
                select tenant, id, last_seq, state, attempt, worker from claimed)
            select id, tenant, owner, attempt, resolved, stop_request, follow_up, traceparent, heartbeat_at,
                case when attempt = 1 then created_at else (
                    select max(at) from job_transition waits where waits.job_id = claimed.id and waits.state = 'queued')
                end as queued_at,
                (select max_running from queue_share share where share.owner = claimed.owner) as max_running
            from claimed order by priority desc, turn, created_at, id
            """;

    private final JdbcClient jdbc;
    private final JobLog log;
    private final Checkpoints checkpoints;
    private final Turns turns;
    private final JobQuota quota;
    private final Announcements announcements;
    private final TransactionTemplate transaction;

    JobQueue(
            JdbcClient jdbc,
            JobLog log,
            Checkpoints checkpoints,
            Turns turns,
            JobQuota quota,
            Announcements announcements,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.log = log;
        this.checkpoints = checkpoints;
        this.turns = turns;
        this.quota = quota;
        this.announcements = announcements;
        this.transaction = transaction;
    }

    /**
     * Puts a job that trains anew into the queue and wakes the workers.
     *
     * @return its id
     */
    @Transactional
    public String enqueue(JobSpec spec, ResolvedJob resolved, @Nullable String retryOf) {
        return enqueue(NewJob.of(spec, resolved, retryOf));
    }

    @Transactional
    String enqueue(NewJob job) {
        return enqueue(job, owner());
    }

    /** Callers of several tenants may have one name. */
    private static String owner() {
        String tenant = CurrentCaller.tenant();
        return tenant.equals(Tenant.DEFAULT) ? CurrentCaller.name() : tenant + "/" + CurrentCaller.name();
    }

    @Transactional
    String enqueue(NewJob job, String owner) {
        ResolvedJob resolved = job.resolved();
        quota.take(CurrentCaller.tenant(), resolved.resources().device() == Resources.Device.GPU);
        String id = "job_" + UlidCreator.getMonotonicUlid();
        jdbc.sql(ENQUEUE)
                .param("id", id)
                .param("owner", owner)
                .param("name", resolved.name())
                .param("model", resolved.model())
                .param("dataset", resolved.dataset().id())
                .param("retryOf", job.retryOf())
                .param("followUp", json(job.followUp()))
                .param(
                        "beginsFrom",
                        job.beginsFrom() == null ? null : job.beginsFrom().hex())
                .param("spec", json(job.spec()))
                .param("resolved", json(resolved))
                .param("priority", resolved.priority())
                .param("turn", turns.next(owner, resolved.priority()))
                .param("device", resolved.resources().device().name().toLowerCase(Locale.ROOT))
                .param("labels", resolved.resources().labels().toArray(String[]::new))
                .param("maxAttempts", resolved.maxAttempts())
                .param("keep", resolved.training().checkpoint().keep())
                .param("progress", json(job.progress()))
                .param("latest", json(job.latest()))
                .param("traceparent", TraceContext.current())
                .update();
        log.changed(id, NewEvent.State.of(JobState.QUEUED));
        announcements.tell(CHANNEL, "");
        return id;
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.mapper().writeValueAsString(value);
    }

    /**
     * Gives a worker the first job that it can run, if there is one.
     *
     * @param labels what the worker offers
     * @param gpus how many GPUs it can use
     */
    public Optional<Claim> claim(String worker, Set<String> labels, int gpus) {
        return claim(worker, labels, gpus, 1).stream().findFirst();
    }

    /**
     * Gives a worker the first jobs that it can run, in one transaction. Where GPUs, or what an owner or a tenant may run, have to
     * be counted, it is one job.
     */
    public List<Claim> claim(String worker, Set<String> labels, int gpus, int most) {
        int atOnce = gpus > 0 ? 1 : most;
        Optional<List<Claim>> claims = claimAtOnce(worker, labels, gpus, atOnce);
        return claims.or(() -> atOnce == 1 ? Optional.empty() : claimAtOnce(worker, labels, gpus, 1))
                .orElse(List.of());
    }

    /** Empty when an owner or a tenant would have had more than may run. */
    private Optional<List<Claim>> claimAtOnce(String worker, Set<String> labels, int gpus, int most) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Claimed> claimed = claimed(worker, labels, gpus, most);
            if (claimed.stream().anyMatch(this::isTooMany) || isTooManyOfATenant(claimed)) {
                status.setRollbackOnly();
                return Optional.empty();
            }
            return Optional.of(claimed.stream().map(this::entered).toList());
        }));
    }

    private List<Claimed> claimed(String worker, Set<String> labels, int gpus, int most) {
        return jdbc.sql(CLAIM.formatted(most)) // a parameter would have the server plan for a tenth of all jobs
                .param("worker", worker)
                .param("labels", labels.toArray(String[]::new))
                .param("gpus", gpus)
                .param("lease", LEASE.toSeconds())
                .param("running", quota.running())
                .query((row, n) -> new Claimed(
                        new Running(row.getString("id"), row.getInt("attempt"), worker),
                        row.getString("tenant"),
                        row.getString("owner"),
                        row.getObject("max_running", Integer.class),
                        row.getString("resolved"),
                        row.getString("stop_request"),
                        row.getString("follow_up"),
                        row.getString("traceparent"),
                        row.getObject("queued_at", OffsetDateTime.class),
                        row.getObject("heartbeat_at", OffsetDateTime.class)))
                .list();
    }

    /** Two workers may have claimed the last that its owner may run at the same moment; the second of them gives way. */
    private boolean isTooMany(Claimed claimed) {
        if (claimed.maxRunning() == null) {
            return false;
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .param("running of " + claimed.owner())
                .query((row, n) -> n)
                .single();
        return jdbc.sql("select count(*) from job where worker is not null and owner = ?")
                        .param(claimed.owner())
                        .query(Integer.class)
                        .single()
                > claimed.maxRunning();
    }

    private boolean isTooManyOfATenant(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::tenant).distinct().sorted().anyMatch(quota::isExceeded);
    }

    private Claim entered(Claimed claimed) {
        Running running = claimed.running();
        log.tell(running.jobId());
        return new Claim(
                running,
                claimed.tenant(),
                claimed.resolved(),
                running.attempt() == 1 ? Optional.empty() : checkpoints.newest(running.jobId()),
                Optional.ofNullable(claimed.stop()).map(StopRequest::of),
                claimed.followUp(),
                claimed.traceparent(),
                claimed.queuedAt().toInstant(),
                claimed.claimedAt().toInstant());
    }

    private record Claimed(
            Running running,
            String tenant,
            String owner,
            @Nullable Integer maxRunning,
            String resolved,
            @Nullable String stop,
            @Nullable String followUp,
            @Nullable String traceparent,
            OffsetDateTime queuedAt,
            OffsetDateTime claimedAt) {}
}
