package dev.trainyard.job;

import dev.trainyard.database.Announcements;
import dev.trainyard.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the event log on behalf of those who have no claim to the job. Numbers are given under the lock of the job's row, so
 * that they rise without a gap whoever writes.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class JobLog {

    static final String CHANNEL = "trainyard_job_event";

    private static final String APPEND = """
            with numbered as (
                update job set last_seq = last_seq + :count where id = :job
                returning id as job, last_seq - :count as before),
            added as (
                insert into job_event (job_id, seq, type, data)
                select job, before + n, type, cast(data as json)
                from numbered, unnest(cast(:types as text[]), cast(:data as text[])) with ordinality as e (type, data, n))
            select job from numbered
            """;

    /** Likewise, with a transition beside the first event. */
    private static final String CHANGE = APPEND.replace("select job from", """
            , changed as (
                insert into job_transition (job_id, seq, state, attempt, worker, reason)
                select job, before + 1, :state, cast(:attempt as integer), cast(:worker as text), cast(:reason as text)
                from numbered)
            select job from""");

    private final JdbcClient jdbc;
    private final Announcements announcements;

    JobLog(JdbcClient jdbc, Announcements announcements) {
        this.jdbc = jdbc;
        this.announcements = announcements;
    }

    void append(String jobId, List<? extends NewEvent> events) {
        enter(jobId, APPEND, events, given -> given);
    }

    private void enter(String jobId, String sql, List<? extends NewEvent> events, UnaryOperator<StatementSpec> more) {
        StatementSpec statement = jdbc.sql(sql)
                .param("job", jobId)
                .param("count", events.size())
                .param("types", events.stream().map(NewEvent::type).toArray(String[]::new))
                .param(
                        "data",
                        events.stream().map(Json.mapper()::writeValueAsString).toArray(String[]::new));
        more.apply(statement).query(String.class).optional().ifPresent(this::tell);
    }

    /** Tells those who look at the job, when this transaction commits, that there are new events. */
    void tell(String jobId) {
        announcements.tell(CHANNEL, jobId);
    }

    /** Enters a change of state that has just been made. */
    void changed(String jobId, NewEvent.State change) {
        enter(
                jobId,
                CHANGE,
                eventsOf(change),
                given -> given.param("state", change.state().word())
                        .param("attempt", change.attempt())
                        .param("worker", change.worker())
                        .param("reason", change.reason()));
    }

    private static List<NewEvent> eventsOf(NewEvent.State change) {
        List<NewEvent> events = new ArrayList<>();
        events.add(change);
        if (change.state().isTerminal()) {
            events.add(new NewEvent.End(change.state()));
        }
        return events;
    }
}
