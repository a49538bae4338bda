package dev.trainyard.job;

import dev.trainyard.json.Json;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.plan.Plan;
import dev.trainyard.plan.Planner;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Accepts jobs: what the plan finds fault with never reaches the queue. */
@Component
@ApiRole
public class Submissions {

    private final Planner planner;
    private final JobQueue queue;
    private final TrainingJobs jobs;

    Submissions(Planner planner, JobQueue queue, TrainingJobs jobs) {
        this.planner = planner;
        this.queue = queue;
        this.jobs = jobs;
    }

    /**
     * @return the queued job's id
     * @throws Problem {@code invalid_job} with everything that is wrong
     */
    public String submit(JobSpec spec) {
        return submit(spec, null);
    }

    /**
     * Submits a job that has ended again.
     *
     * @param remedy which of its failure's remedies to apply first, null for none
     */
    public String retry(String id, @Nullable Integer remedy) {
        TrainingJob job = jobs.find(id);
        if (!job.state().isTerminal()) {
            throw Problem.conflict("Job %s is %s and cannot be retried: it has not ended"
                    .formatted(id, job.state().word()));
        }
        if (job.followUp() != null) {
            throw Problem.conflict(
                    "Job %s trained nothing anew, so there is no request to try again; ask again for what it did"
                            .formatted(id));
        }
        JsonNode request = Json.mapper().valueToTree(jobs.spec(id));
        JsonNode mended = remedy == null ? request : JsonPatch.apply(request, remedy(job, remedy));
        return submit(Json.mapper().treeToValue(mended, JobSpec.class), id);
    }

    private static List<Map<String, Object>> remedy(TrainingJob job, int number) {
        List<Failure.Remedy> remedies =
                job.failure() == null ? List.of() : job.failure().remedies();
        if (number < 0 || number >= remedies.size()) {
            throw Problem.invalidParameter(
                    "remedy is %d; job %s has %d, counted from 0".formatted(number, job.id(), remedies.size()));
        }
        return remedies.get(number).patch();
    }

    private String submit(JobSpec spec, @Nullable String retryOf) {
        Plan plan = planner.plan(spec);
        ResolvedJob resolved = plan.resolved();
        if (!plan.valid() || resolved == null) {
            throw new Problem(ProblemType.INVALID_JOB, summary(plan), plan.violations());
        }
        return queue.enqueue(spec, resolved, retryOf);
    }

    private static String summary(Plan plan) {
        int count = plan.violations().size();
        return count == 1
                ? plan.violations().get(0).message()
                : "%d things are wrong with the job; each is in errors".formatted(count);
    }
}
