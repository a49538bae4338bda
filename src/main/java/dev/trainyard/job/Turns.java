package dev.trainyard.job;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives waiting jobs their turns, so that owners go round by their weights (self-clocked fair queueing, Golestani 1994): a
 * job's turn comes one over the weight after the one of its owner's job before it, and after those that run or are the first to
 * run. Whoever has no job there is next, and nobody saves turns up.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Turns {

    private final JdbcClient jdbc;

    Turns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The turn of one more job. Until the transaction ends, no other of this owner gets one. */
    double next(String owner, int priority) {
        lock(owner);
        return jdbc.sql("select next_turn(:owner, :priority)")
                .param("owner", owner)
                .param("priority", priority)
                .query(Double.class)
                .single();
    }

    /** A statement of its own, so that the next one sees what whoever held the lock has written. */
    private void lock(String owner) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .param("turn of " + owner)
                .query((row, n) -> n)
                .single();
    }

    /** Lets a job wait anew, behind what its owner has in the queue at its priority. */
    void queueAgain(String jobId) {
        record Job(String owner, int priority) {}
        Job job = jdbc.sql("select owner, priority from job where id = ?")
                .param(jobId)
                .query((row, n) -> new Job(row.getString("owner"), row.getInt("priority")))
                .single();
        jdbc.sql("update job set turn = ? where id = ?")
                .param(next(job.owner(), job.priority()))
                .param(jobId)
                .update();
    }
}
