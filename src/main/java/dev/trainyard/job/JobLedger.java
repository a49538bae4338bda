package dev.trainyard.job;

import dev.trainyard.database.Announcements;
import dev.trainyard.database.Outage;
import dev.trainyard.tenant.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Enters what attempts write about their jobs: row, events and transition in one statement, and what several attempts of this
 * process write at the same time in one commit. Each is fenced by itself: when a job has gone to another meanwhile, nothing of
 * its attempt is entered.
 */
@Component
class JobLedger {

    private static final int MOST_AT_ONCE = 64;

    /** In the order of their ids, as everybody who locks several does. */
    static final String LOCK = """
            select id, attempt, worker, state from job
            where id = any (cast(:ids as text[])) and state in ('running', 'pausing', 'cancelling')
                and (id, attempt, worker) in (
                    select * from unnest(cast(:ids as text[]), cast(:attempts as integer[]), cast(:workers as text[])))
            order by id for update
            """;

    private static final String ENTER = """
            with given as (
                select * from unnest(
                    cast(:ids as text[]), cast(:attempts as integer[]), cast(:workers as text[]), cast(:states as text[]),
                    cast(:terminal as boolean[]), cast(:reasons as text[]), cast(:phases as text[]), cast(:logs as text[]),
                    cast(:progress as text[]), cast(:latest as text[]), cast(:failures as text[]),
                    cast(:stopReasons as text[]), cast(:engines as text[]), cast(:threads as integer[]),
                    cast(:metrics as text[]), cast(:provenances as text[]), cast(:models as text[]),
                    cast(:versions as integer[]), cast(:reproductions as text[]), cast(:reevaluated as text[]),
                    cast(:predictions as text[]), cast(:counts as integer[]))
                with ordinality as g (
                    id, attempt, worker, state, terminal, reason, phase, log, progress, latest, failure, stop_reason, engine,
                    threads, metrics, provenance, model, version, reproduction, reevaluated, predictions, count, n)),
            changed as (
                update job set
                    phase = case when g.state is null then coalesce(g.phase, job.phase) end,
                    log_sha256 = coalesce(g.log, job.log_sha256),
                    progress = job.progress || coalesce(cast(g.progress as jsonb), '{}'),
                    latest = job.latest || coalesce(cast(g.latest as jsonb), '{}'),
                    state = coalesce(g.state, job.state),
                    worker = case when g.state is null then job.worker end,
                    lease_until = case when g.state is null then job.lease_until end,
                    heartbeat_at = case when g.state is null then job.heartbeat_at end,
                    finished_at = case when g.terminal then clock_timestamp() end,
                    stop_request = case when g.state is null or g.state = 'queued' then job.stop_request end,
                    turn = case when g.state = 'queued' then first_turn(job.priority) else job.turn end,
                    failure = coalesce(cast(g.failure as json), job.failure),
                    stop_reason = coalesce(g.stop_reason, job.stop_reason),
                    engine = coalesce(g.engine, job.engine),
                    threads = coalesce(g.threads, job.threads),
                    evaluation = coalesce(cast(g.metrics as json), job.evaluation),
                    provenance = coalesce(cast(g.provenance as json), job.provenance),
                    result_model = coalesce(g.model, job.result_model),
                    result_version = coalesce(g.version, job.result_version),
                    reproduction = coalesce(cast(g.reproduction as json), job.reproduction),
                    reevaluated = coalesce(cast(g.reevaluated as json), job.reevaluated),
                    predictions = coalesce(cast(g.predictions as json), job.predictions),
                    last_seq = job.last_seq + g.count
                from given g
                where job.id = any (cast(:ids as text[])) and job.id = g.id and job.attempt = g.attempt
                    and job.worker = g.worker
                returning g.n, job.tenant, job.id, job.last_seq - g.count as before, g.state, g.attempt, g.worker, g.reason),
            added as (
                insert into job_event (tenant, job_id, seq, type, data)
                select tenant, id, before + nth, type, cast(data as json)
                from changed join unnest(cast(:eventOf as integer[]), cast(:eventNth as integer[]),
                    cast(:types as text[]), cast(:data as text[])) as e (of, nth, type, data) on e.of = changed.n),
            moved as (
                insert into job_transition (tenant, job_id, seq, state, attempt, worker, reason)
                select tenant, id, before + 1, state, attempt, worker, reason from changed where state is not null)
            select count(*) from changed
            """;

    private final JdbcClient jdbc;
    private final JobLog log;
    private final Checkpoints checkpoints;
    private final Announcements announcements;
    private final GroupCommit<JobWrite, Optional<JobState>> commits;

    JobLedger(
            JdbcClient jdbc,
            JobLog log,
            Checkpoints checkpoints,
            Announcements announcements,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.log = log;
        this.checkpoints = checkpoints;
        this.announcements = announcements;
        this.commits = new GroupCommit<>(
                MOST_AT_ONCE,
                write -> write.running().jobId(),
                writes -> Objects.requireNonNull(transaction.execute(status -> enterTogether(writes))),
                Outage::isBehind);
    }

    /**
     * Enters a change, in the transaction at hand if there is one, else in one that is shared.
     *
     * @return the state the job is in afterwards
     * @throws LostClaim when the job is not the attempt's any more
     */
    JobState write(Running running, Function<JobState, JobChange> change) {
        JobWrite write = new JobWrite(Tenant.told(), running, change);
        Optional<JobState> entered = TransactionSynchronizationManager.isActualTransactionActive()
                ? enter(List.of(write)).get(0)
                : commits.commit(write);
        return entered.orElseThrow(() -> new LostClaim(running));
    }

    /**
     * What one attempt writes: what changes when its job is in a state, asked for while the job's row is locked.
     *
     * @param tenant for whom its thread works
     */
    private record JobWrite(String tenant, Running running, Function<JobState, JobChange> change) {

        JobChange in(JobState state) {
            try (Tenant.Scope ignored = Tenant.again(tenant)) {
                return change.apply(state);
            }
        }
    }

    /** What is entered of it. */
    record Entry(String tenant, Running running, JobChange change) {}

    /** The attempts may be at jobs of several tenants, whoever enters for them. */
    private List<Optional<JobState>> enterTogether(List<JobWrite> writes) {
        String first = writes.get(0).tenant();
        boolean ofOne = writes.stream().allMatch(write -> write.tenant().equals(first));
        try (Tenant.Scope ignored = ofOne ? Tenant.again(first) : Tenant.all()) {
            return enter(writes);
        }
    }

    /** The state of each job afterwards; nothing where the claim is lost. */
    private List<Optional<JobState>> enter(List<JobWrite> writes) {
        Map<Running, JobState> held = lock(writes);
        List<Optional<JobState>> after = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (JobWrite write : writes) {
            JobState before = held.get(write.running());
            Optional<JobChange> change = Optional.ofNullable(before).map(write::in);
            change.ifPresent(made -> entries.add(new Entry(write.tenant(), write.running(), made)));
            after.add(change.map(made -> made.state() == null ? Objects.requireNonNull(before) : made.state()));
        }
        if (!entries.isEmpty()) {
            enterAll(entries);
        }
        return after;
    }

    private Map<Running, JobState> lock(List<JobWrite> writes) {
        Map<Running, JobState> held = new HashMap<>();
        EntryColumns.claims(
                        jdbc.sql(LOCK), writes.stream().map(JobWrite::running).toList())
                .query(row -> {
                    held.put(
                            new Running(row.getString("id"), row.getInt("attempt"), row.getString("worker")),
                            JobState.of(row.getString("state")));
                });
        return held;
    }

    private void enterAll(List<Entry> entries) {
        long entered = new EntryColumns(entries)
                .given(jdbc.sql(ENTER))
                .query(Long.class)
                .single();
        if (entered != entries.size()) {
            throw new IllegalStateException("%d of %d locked jobs changed".formatted(entered, entries.size()));
        }
        entries.forEach(this::follow);
    }

    private void follow(Entry entry) {
        String job = entry.running().jobId();
        if (!entry.change().events().isEmpty()) {
            log.tell(job);
        }
        if (entry.change().state() == JobState.QUEUED) {
            announcements.tell(JobQueue.CHANNEL, "");
        }
        if (entry.change().state() == JobState.CANCELLED) {
            try (Tenant.Scope ignored = Tenant.again(entry.tenant())) {
                checkpoints.forget(job);
            }
        }
    }
}
