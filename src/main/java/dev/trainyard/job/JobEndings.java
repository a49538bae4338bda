package dev.trainyard.job;

import dev.trainyard.database.Announcements;
import dev.trainyard.json.Json;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.Orphans;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How an attempt ends, well or not; shared by the worker that has the job and by those who find it abandoned. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class JobEndings {

    /** The fence: holds only while the job is still the worker's. */
    static final String HELD = """

            where id = :id and attempt = :attempt and worker = :worker
                and state in ('running', 'pausing', 'cancelling')
            """;

    private static final String LEAVE = """
            state = :state, phase = null, worker = null, lease_until = null, heartbeat_at = null,
                turn = case when :state = 'queued' then coalesce((select min(turn) from job first
                    where first.state = 'queued' and first.priority = job.priority), 0) else turn end,
                stop_request = case when :state = 'queued' then stop_request end,
                failure = coalesce(cast(:failure as json), failure),
                finished_at = case when :terminal then clock_timestamp() end,
            """;

    private static final String COUNT_AS_LOST = """
            update job set lost_attempts = lost_attempts + case when exists (
                select from job_checkpoint c where c.job_id = job.id and c.attempt = job.attempt) then 0 else 1 end
            """;

    private static final String LATER = """
            update job set available_at = clock_timestamp() + make_interval(secs => least(300, 10 * power(6, lost_attempts - 1)))
            where id = ? and lost_attempts > 0
            """;

    private final JdbcClient jdbc;
    private final JobLog log;
    private final Orphans orphans;
    private final Announcements announcements;

    JobEndings(JdbcClient jdbc, JobLog log, Orphans orphans, Announcements announcements) {
        this.jdbc = jdbc;
        this.log = log;
        this.orphans = orphans;
        this.announcements = announcements;
    }

    StatementSpec held(Running running, String sql) {
        return holding(jdbc.sql(sql), running);
    }

    /** What {@link #HELD} asks for. */
    static StatementSpec holding(StatementSpec statement, Running running) {
        return statement
                .param("id", running.jobId())
                .param("attempt", running.attempt())
                .param("worker", running.worker());
    }

    /** Locks the job's row and tells its state. */
    JobState locked(Running running) {
        return held(running, "select state from job" + HELD + "for update")
                .query(String.class)
                .optional()
                .map(JobState::of)
                .orElseThrow(() -> new LostClaim(running));
    }

    JobState end(Running running, JobState state, @Nullable String reason) {
        return leave(running, state, null, reason);
    }

    /** Likewise, with what else changes in the job's row, each with a comma behind. */
    JobState end(Running running, JobState state, String set, UnaryOperator<StatementSpec> more) {
        return leave(running, state, null, null, set, more);
    }

    JobState fail(Running running, Failure failure) {
        return leave(running, JobState.FAILED, failure, failure.message());
    }

    /** The attempt counts as lost, unless it got as far as a checkpoint; too many, and the job fails. */
    JobState lose(Running running, Failure failure) {
        Losses losses = held(running, COUNT_AS_LOST + HELD + "returning state, lost_attempts, max_attempts")
                .query((row, n) -> new Losses(
                        JobState.of(row.getString("state")), row.getInt("lost_attempts"), row.getInt("max_attempts")))
                .optional()
                .orElseThrow(() -> new LostClaim(running));
        return losses.tooMany() && losses.state() != JobState.CANCELLING
                ? fail(running, failure)
                : giveUp(running, losses.state(), failure.message());
    }

    /** Likewise, where trying again at once would be of no use: after ten seconds, then a minute, then five. */
    JobState loseForAWhile(Running running, Failure failure) {
        JobState state = lose(running, failure);
        if (state == JobState.QUEUED) {
            jdbc.sql(LATER).param(running.jobId()).update();
        }
        return state;
    }

    /** What becomes of a job that its worker does not go on with: what its owner asked for, else it is queued again. */
    JobState giveUp(Running running, JobState state, String reason) {
        JobState next = switch (state) {
            case CANCELLING -> JobState.CANCELLED;
            case PAUSING -> JobState.PAUSED;
            default -> JobState.QUEUED;
        };
        return leave(running, next, null, reason);
    }

    private JobState leave(Running running, JobState state, @Nullable Failure failure, @Nullable String reason) {
        return leave(running, state, failure, reason, "", given -> given);
    }

    private JobState leave(
            Running running,
            JobState state,
            @Nullable Failure failure,
            @Nullable String reason,
            String set,
            UnaryOperator<StatementSpec> more) {
        boolean held = log.change(
                running,
                state,
                reason,
                set + LEAVE,
                given -> more.apply(given)
                        .param("failure", failure == null ? null : Json.mapper().writeValueAsString(failure))
                        .param("terminal", state.isTerminal()));
        if (!held) {
            throw new LostClaim(running);
        }
        if (state == JobState.QUEUED) {
            announcements.tell(JobQueue.CHANNEL, "");
        }
        if (state == JobState.CANCELLED) {
            forgetCheckpoints(running.jobId());
        }
        return state;
    }

    /** Of a cancelled job only the record is kept. */
    void forgetCheckpoints(String jobId) {
        orphans.left(jdbc.sql("delete from job_checkpoint where job_id = ? returning digest")
                .param(jobId)
                .query((row, n) -> new Digest(row.getString("digest")))
                .list());
    }

    private record Losses(JobState state, int lost, int most) {
        boolean tooMany() {
            return lost >= most;
        }
    }
}
