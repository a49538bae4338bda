package dev.trainyard.job;

import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes versions of models out of checkpoints, each by a job of its own: it goes on from there and ends at once. */
@Component
@Transactional
public class Publications {

    private final TrainingJobs jobs;
    private final Checkpoints checkpoints;
    private final JobQueue queue;

    Publications(TrainingJobs jobs, Checkpoints checkpoints, JobQueue queue) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
        this.queue = queue;
    }

    /**
     * Queues the publication of a job's checkpoint.
     *
     * @return the id of the job that does it
     */
    public String publish(String jobId, int n) {
        TrainingJob job = jobs.find(jobId);
        Checkpoint checkpoint = checkpoints.held(jobId, n).orElseThrow(() -> checkpoints.unknown(jobId, n));
        ResolvedJob resolved = Json.mapper().treeToValue(job.resolved(), ResolvedJob.class);
        return queue.enqueue(NewJob.publishing(jobs.spec(jobId), resolved, jobId, checkpoint));
    }
}
