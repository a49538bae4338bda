package dev.trainyard.job;

import dev.trainyard.database.Announcements;
import dev.trainyard.problem.Problem;
import dev.trainyard.quota.JobQuota;
import dev.trainyard.security.CurrentCaller;
import dev.trainyard.storage.Digest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a job's owner may do to it. What is not possible in the job's state is refused as a conflict. */
@Component
@Transactional
public class JobControl {

    static final String CHANNEL = "trainyard_job_stop";

    private final JdbcClient jdbc;
    private final JobLog log;
    private final Checkpoints checkpoints;
    private final Turns turns;
    private final JobQuota quota;
    private final Announcements announcements;

    JobControl(
            JdbcClient jdbc,
            JobLog log,
            Checkpoints checkpoints,
            Turns turns,
            JobQuota quota,
            Announcements announcements) {
        this.jdbc = jdbc;
        this.log = log;
        this.checkpoints = checkpoints;
        this.turns = turns;
        this.quota = quota;
        this.announcements = announcements;
    }

    /** A waiting job is cancelled at once, a running one as soon as its trainer has stopped. */
    public void cancel(String id) {
        JobState state = locked(id);
        switch (state) {
            case QUEUED, PAUSED -> cancelAtOnce(id);
            case RUNNING, PAUSING -> ask(id, JobState.CANCELLING, StopRequest.CANCEL);
            case CANCELLING, CANCELLED -> {}
            default -> throw refused(id, state, "cancelled", "only one that has not ended can be");
        }
    }

    /** Training stops now; the best network so far is evaluated and published. */
    public void finish(String id) {
        JobState state = locked(id);
        if (state != JobState.RUNNING) {
            throw refused(id, state, "finished", "only a running job has something to finish with");
        }
        request(id, StopRequest.FINISH, state);
        log.append(id, List.of(new NewEvent.Log("info", "Asked to finish now and keep the best network so far")));
    }

    /** A running job writes a checkpoint and gives its slot back; a waiting one is not claimed any more. */
    public void pause(String id) {
        JobState state = locked(id);
        switch (state) {
            case QUEUED -> change(id, JobState.PAUSED);
            case RUNNING -> ask(id, JobState.PAUSING, StopRequest.PAUSE);
            case PAUSING, PAUSED -> {}
            default -> throw refused(id, state, "paused", "only a queued or running job can be");
        }
    }

    /** Lets a paused job wait again, which counts as it did when it was new. */
    public void resume(String id) {
        JobState state = locked(id);
        if (state != JobState.PAUSED) {
            throw refused(id, state, "resumed", "only a paused job can be");
        }
        quota.take(CurrentCaller.tenant(), asksForGpu(id));
        turns.queueAgain(id);
        change(id, JobState.QUEUED);
        announcements.tell(JobQueue.CHANNEL, "");
    }

    private boolean asksForGpu(String id) {
        return jdbc.sql("select device = 'gpu' from job where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    public void setPriority(String id, int priority) {
        JobState state = locked(id);
        if (state.isTerminal()) {
            throw refused(id, state, "given another priority", "it has ended");
        }
        jdbc.sql("update job set priority = ? where id = ?")
                .param(priority)
                .param(id)
                .update();
        turns.queueAgain(id);
    }

    /**
     * Deletes a job that has ended, with its events and checkpoints.
     *
     * @return objects that nobody needs any more
     */
    public List<Digest> delete(String id) {
        JobState state = locked(id);
        if (!state.isTerminal()) {
            throw refused(id, state, "deleted", "cancel it first");
        }
        List<Digest> kept = objectsOf(id);
        jdbc.sql("delete from job where id = ?").param(id).update();
        return checkpoints.unused(kept);
    }

    private List<Digest> objectsOf(String id) {
        Stream<Digest> own = jdbc
                .sql("select unnest(array[log_sha256, begins_from]) from job where id = ?")
                .param(id)
                .query(String.class)
                .list()
                .stream()
                .filter(Objects::nonNull)
                .map(Digest::new);
        return Stream.concat(own, checkpoints.of(id).stream().map(Checkpoint::sha256))
                .toList();
    }

    private JobState locked(String id) {
        return jdbc.sql("select state from job where id = ? for update")
                .param(id)
                .query(String.class)
                .optional()
                .map(JobState::of)
                .orElseThrow(() -> TrainingJobs.unknown(id));
    }

    private void cancelAtOnce(String id) {
        checkpoints.forget(id);
        change(id, JobState.CANCELLED);
    }

    private void change(String id, JobState state) {
        jdbc.sql("""
                        update job set state = :state, stop_request = null,
                            finished_at = case when :terminal then clock_timestamp() end
                        where id = :id
                        """)
                .param("id", id)
                .param("state", state.word())
                .param("terminal", state.isTerminal())
                .update();
        log.changed(id, NewEvent.State.of(state));
    }

    private void ask(String id, JobState state, StopRequest request) {
        request(id, request, state);
        log.changed(id, NewEvent.State.of(state));
    }

    /** Leaves word for the worker, and wakes it when this transaction commits. */
    private void request(String id, StopRequest request, JobState state) {
        jdbc.sql("update job set state = ?, stop_request = ? where id = ?")
                .param(state.word())
                .param(request.word())
                .param(id)
                .update();
        announcements.tell(CHANNEL, id);
    }

    private static Problem refused(String id, JobState state, String what, String why) {
        return Problem.conflict("Job %s is %s and cannot be %s: %s".formatted(id, state.word(), what, why));
    }
}
