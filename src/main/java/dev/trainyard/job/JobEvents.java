package dev.trainyard.job;

import dev.trainyard.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** The event logs of all jobs, for reading. */
@Component
@Transactional(readOnly = true)
public class JobEvents {

    /** An event that tells of arithmetic which is not that of the job's beginning; it is never cleared away. */
    static final String OTHER_KERNELS = "type = 'warning' and data ->> 'code' = 'other_kernels'";

    /** An epoch that was trained again after a lost attempt counts as it was trained last. */
    private static final String EPOCHS = """
            with measured as (
                select seq, data, (data ->> 'epoch')::integer as epoch from job_event
                where job_id = :job and type = 'metrics' and (data ->> 'endOfEpoch')::boolean),
            standing as (
                select data, epoch,
                    min(epoch) over (order by seq desc rows between unbounded preceding and 1 preceding) as later
                from measured)
            select epoch, data ->> 'iteration' as iteration, data ->> 'series' as series from standing
            where later is null or later > epoch
            order by epoch
            """;

    private final JdbcClient jdbc;

    JobEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first events after a number, in order. */
    public List<JobEvent> after(String jobId, long seq, int limit) {
        return jdbc.sql("select seq, type, at, data from job_event where job_id = ? and seq > ? order by seq limit ?")
                .param(jobId)
                .param(seq)
                .param(limit)
                .query((row, n) -> new JobEvent(
                        jobId,
                        row.getLong("seq"),
                        row.getString("type"),
                        row.getObject("at", OffsetDateTime.class),
                        (ObjectNode) Json.mapper().readTree(row.getString("data"))))
                .list();
    }

    /** The number of a job's latest event, 0 when there is none. */
    public long last(String jobId) {
        return jdbc.sql("select last_seq from job where id = ?")
                .param(jobId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The final values of every epoch, in order. */
    public List<Epoch> epochs(String jobId) {
        return jdbc.sql(EPOCHS)
                .param("job", jobId)
                .query((row, n) -> new Epoch(
                        row.getInt("epoch"),
                        row.getLong("iteration"),
                        Json.mapper().readValue(row.getString("series"), JobRow.SERIES)))
                .list();
    }

    /** What an epoch ended with: the number of updates so far and the value of each series. */
    public record Epoch(int epoch, long iteration, Map<String, @Nullable Double> series) {}

    /** The trainer's lines in the log, in order. */
    public List<String> lines(String jobId) {
        return jdbc.sql("""
                        select upper(data ->> 'level') || ' ' || (data ->> 'message') from job_event
                        where job_id = ? and type = 'log' order by seq
                        """).param(jobId).query(String.class).list();
    }
}
