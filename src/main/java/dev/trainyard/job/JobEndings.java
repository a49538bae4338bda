package dev.trainyard.job;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How an attempt is lost; shared by the worker that has the job and by those who find it abandoned. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class JobEndings {

    /** The fence: holds only while the job is still the worker's. */
    private static final String HELD = """

            where id = :id and attempt = :attempt and worker = :worker
                and state in ('running', 'pausing', 'cancelling')
            """;

    private static final String COUNT_AS_LOST = """
            update job set lost_attempts = case when exists (
                select from job_checkpoint c where c.job_id = job.id and c.attempt = job.attempt) then 0 else lost_attempts + 1 end
            """;

    private static final String LATER = """
            update job set available_at = clock_timestamp() + make_interval(secs => least(300, 10 * power(6, lost_attempts - 1)))
            where id = ? and lost_attempts > 0
            """;

    private final JdbcClient jdbc;
    private final JobLedger ledger;

    JobEndings(JdbcClient jdbc, JobLedger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** A statement about the attempt's job that finds nothing when the job is not the attempt's any more. */
    static StatementSpec held(JdbcClient jdbc, Running running, String sql, String more) {
        return jdbc.sql(sql + HELD + more)
                .param("id", running.jobId())
                .param("attempt", running.attempt())
                .param("worker", running.worker());
    }

    /** The attempt counts as lost; one that got as far as a checkpoint does not, nor do those before it. Too many, and the job fails. */
    JobState lose(Running running, Failure failure) {
        boolean tooMany = held(jdbc, running, COUNT_AS_LOST, "returning lost_attempts >= max_attempts")
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> new LostClaim(running));
        return ledger.write(
                running,
                state -> tooMany && state != JobState.CANCELLING
                        ? JobChange.failing(running, failure)
                        : JobChange.givingUp(running, state, failure.message()));
    }

    /** Likewise, where trying again at once would be of no use: after ten seconds, then a minute, then five. */
    JobState loseForAWhile(Running running, Failure failure) {
        JobState state = lose(running, failure);
        if (state == JobState.QUEUED) {
            jdbc.sql(LATER).param(running.jobId()).update();
        }
        return state;
    }
}
