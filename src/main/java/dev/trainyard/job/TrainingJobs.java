package dev.trainyard.job;

import dev.trainyard.json.Json;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.problem.Problem;
import dev.trainyard.quota.JobQuota;
import dev.trainyard.tenant.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** All jobs, for reading; a job and its transitions are seen at one moment. */
@Component
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class TrainingJobs {

    private static final String AFTER_ALL = "job_~";

    private static final String SELECT = """
            select job.id, job.name, state, phase, attempt, priority, progress, latest, result_model, result_version, stop_reason,
                failure, engine, threads, retry_of, follow_up, reproduction, reevaluated, predictions, dataset_id, model, created_at,
                started_at, finished_at, log_sha256, resolved, device, labels,
                exists (select 1 from job_event told where told.job_id = job.id and %s) as other_kernels,
                case when state = 'queued' then jobs_ahead(priority, turn, created_at, id) + 1 end as position,
                case when state = 'queued' then (
                    select max_running from queue_share share where share.owner = job.owner and max_running <= (
                        select count(*) from job busy where busy.worker is not null and busy.owner = share.owner))
                    end as owner_limit,
                case when state = 'queued' and cast(:running as integer) is not null and (
                        select count(*) from job busy where busy.worker is not null and busy.tenant = job.tenant)
                    >= cast(:running as integer) then cast(:running as integer) end as tenant_limit,
                case when state = 'queued' and available_at > clock_timestamp() then available_at end as not_before
            from job
            """.formatted(JobEvents.OTHER_KERNELS);

    private final JdbcClient jdbc;
    private final QueueOutlook outlook;
    private final JobQuota quota;

    TrainingJobs(JdbcClient jdbc, QueueOutlook outlook, JobQuota quota) {
        this.jdbc = jdbc;
        this.outlook = outlook;
        this.quota = quota;
    }

    /** @throws Problem {@code not_found} */
    public TrainingJob find(String id) {
        return complete(jdbc.sql(SELECT + "where id = :id")
                        .param("id", id)
                        .param("running", quota.running())
                        .query(JobRow::read)
                        .list())
                .stream()
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    /** @throws Problem {@code not_found} */
    public JobState state(String id) {
        return jdbc.sql("select state from job where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(JobState::of)
                .orElseThrow(() -> unknown(id));
    }

    /** The request that made a job. */
    public JobSpec spec(String id) {
        String spec = jdbc.sql("select spec from job where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElseThrow(() -> unknown(id));
        return Json.mapper().readValue(spec, JobSpec.class);
    }

    /** The newest jobs before {@code after}, the newest first. */
    public List<TrainingJob> list(JobFilter filter, @Nullable String after, int limit) {
        return complete(jdbc.sql(SELECT + """
                                where %s and id < :after
                                    and (cast(:state as text) is null or state = :state)
                                    and (cast(:model as text) is null or model = :model)
                                    and (cast(:name as text) is null or name = :name)
                                order by id desc limit :limit
                                """.formatted(Tenant.OWN_ROWS))
                .param("state", filter.state() == null ? null : filter.state().word())
                .param("model", filter.model())
                .param("name", filter.name())
                .param("after", after == null ? AFTER_ALL : after)
                .param("limit", limit)
                .param("running", quota.running())
                .query(JobRow::read)
                .list());
    }

    static Problem unknown(String id) {
        return Problem.notFound("There is no job " + id);
    }

    private List<TrainingJob> complete(List<JobRow> rows) {
        Map<String, List<TrainingJob.Transition>> transitions =
                transitions(rows.stream().map(row -> row.job().id()).toArray(String[]::new));
        boolean waits = rows.stream().anyMatch(row -> row.position() != null);
        QueueOutlook.Now now = waits ? outlook.now() : QueueOutlook.Now.NOTHING;
        return rows.stream()
                .map(row -> row.with(transitions.getOrDefault(row.job().id(), List.of()), now))
                .toList();
    }

    private Map<String, List<TrainingJob.Transition>> transitions(String[] jobIds) {
        record Entry(String jobId, TrainingJob.Transition transition) {}
        return jdbc
                .sql("""
                        select job_id, state, at, attempt, worker, reason from job_transition
                        where job_id = any(cast(? as text[])) order by job_id, seq
                        """)
                .param(jobIds)
                .query((row, n) -> new Entry(row.getString("job_id"), transition(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Entry::jobId, Collectors.mapping(Entry::transition, Collectors.toList())));
    }

    private static TrainingJob.Transition transition(ResultSet row) throws SQLException {
        return new TrainingJob.Transition(
                JobState.of(row.getString("state")),
                row.getObject("at", OffsetDateTime.class),
                row.getObject("attempt", Integer.class),
                row.getString("worker"),
                row.getString("reason"));
    }
}
