package dev.trainyard.job;

import dev.trainyard.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the event log. Takes part in the transaction that made the change it tells of; numbers are given under the lock
 * of the job's row, so that they rise without a gap whoever writes.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class JobLog {

    static final String CHANNEL = "trainyard_job_event";

    private static final String APPEND = """
            with numbered as (
                update job set last_seq = last_seq + :count where id = :job returning last_seq - :count as before),
            added as (
                insert into job_event (job_id, seq, type, data)
                select :job, before + n, type, cast(data as json)
                from numbered, unnest(cast(:types as text[]), cast(:data as text[])) with ordinality as e (type, data, n))
            select pg_notify(:channel, :job)
            """;

    /** Likewise, with a transition beside the first event. */
    private static final String CHANGE = APPEND.replace("select pg_notify", """
            , changed as (
                insert into job_transition (job_id, seq, state, attempt, worker, reason)
                select :job, before + 1, :state, cast(:attempt as integer), cast(:worker as text), cast(:reason as text)
                from numbered)
            select pg_notify""");

    private final JdbcClient jdbc;

    JobLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void append(String jobId, List<? extends NewEvent> events) {
        enter(APPEND, jobId, events).query((row, n) -> n).single();
    }

    private StatementSpec enter(String sql, String jobId, List<? extends NewEvent> events) {
        return jdbc.sql(sql)
                .param("job", jobId)
                .param("count", events.size())
                .param("types", events.stream().map(NewEvent::type).toArray(String[]::new))
                .param(
                        "data",
                        events.stream().map(Json.mapper()::writeValueAsString).toArray(String[]::new))
                .param("channel", CHANNEL);
    }

    /** Enters a change of state that has just been made. */
    void changed(String jobId, NewEvent.State change) {
        List<NewEvent> events = new ArrayList<>();
        events.add(change);
        if (change.state().isTerminal()) {
            events.add(new NewEvent.End(change.state()));
        }
        enter(CHANGE, jobId, events)
                .param("state", change.state().word())
                .param("attempt", change.attempt())
                .param("worker", change.worker())
                .param("reason", change.reason())
                .query((row, n) -> n)
                .single();
    }
}
