package dev.trainyard.job;

import dev.trainyard.database.Announcements;
import dev.trainyard.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the event log, in one statement with the change of the job's row that it tells of. Numbers are given under the lock of
 * that row, so that they rise without a gap whoever writes.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class JobLog {

    static final String CHANNEL = "trainyard_job_event";

    private static final String OF_JOB = "\nwhere id = :job";

    private static final String APPEND = """
            with numbered as (
                update job set %s last_seq = last_seq + :count %s
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
        enter(jobId, APPEND.formatted("", OF_JOB), events, given -> given.param("job", jobId));
    }

    /**
     * Enters events of an attempt, and changes its job's row.
     *
     * @param set what changes, each with a comma behind
     * @return false when the job is not the attempt's any more; then nothing was written
     */
    boolean append(Running running, String set, List<? extends NewEvent> events, UnaryOperator<StatementSpec> more) {
        String sql = APPEND.formatted(set, JobEndings.HELD);
        return enter(running.jobId(), sql, events, given -> more.apply(JobEndings.holding(given, running)));
    }

    private boolean enter(
            String jobId, String sql, List<? extends NewEvent> events, UnaryOperator<StatementSpec> more) {
        StatementSpec statement = jdbc.sql(sql)
                .param("count", events.size())
                .param("types", events.stream().map(NewEvent::type).toArray(String[]::new))
                .param(
                        "data",
                        events.stream().map(Json.mapper()::writeValueAsString).toArray(String[]::new));
        Optional<String> written = more.apply(statement).query(String.class).optional();
        written.ifPresent(this::tell);
        return written.isPresent();
    }

    /** Tells those who look at the job, when this transaction commits, that there are new events. */
    void tell(String jobId) {
        announcements.tell(CHANNEL, jobId);
    }

    /** Enters a change of state that has just been made. */
    void changed(String jobId, NewEvent.State change) {
        enter(
                jobId,
                CHANGE.formatted("", OF_JOB),
                eventsOf(change),
                given -> given.param("job", jobId)
                        .param("state", change.state().word())
                        .param("attempt", change.attempt())
                        .param("worker", change.worker())
                        .param("reason", change.reason()));
    }

    /**
     * Brings an attempt's job into a state.
     *
     * @param set what changes with it, each with a comma behind; {@code :state} is the state's word
     * @return false when the job is not the attempt's any more; then nothing was written
     */
    boolean change(
            Running running, JobState state, @Nullable String reason, String set, UnaryOperator<StatementSpec> more) {
        return enter(
                running.jobId(),
                CHANGE.formatted(set, JobEndings.HELD),
                eventsOf(NewEvent.State.of(state, running, reason)),
                given -> more.apply(JobEndings.holding(given, running))
                        .param("state", state.word())
                        .param("reason", reason));
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
