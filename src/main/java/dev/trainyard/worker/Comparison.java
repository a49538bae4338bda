package dev.trainyard.worker;

import dev.trainyard.bundle.ParameterDifferences;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.job.Failure;
import dev.trainyard.job.FollowUp;
import dev.trainyard.job.JobState;
import dev.trainyard.job.Phase;
import dev.trainyard.job.Reproduction;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.json.Json;
import dev.trainyard.model.Models;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.stereotype.Component;

/** Ends a job that trained a model's version again: compares, and publishes nothing. */
@Component
@WorkerRole
class Comparison {

    private final Models models;
    private final RunningJobs jobs;

    Comparison(Models models, RunningJobs jobs) {
        this.models = models;
        this.jobs = jobs;
    }

    JobState conclude(
            Running running, FollowUp.Reproduce asked, String stopReason, JobFolder folder, Persistence persistence)
            throws IOException, InterruptedException {
        TrainedVersion version;
        try {
            version = models.version(asked.model(), Integer.toString(asked.version()));
        } catch (Problem e) {
            return persistence.get(() -> jobs.fail(running, gone(asked)));
        }
        Provenance provenance = folder.bundle().readProvenance();
        RunningJobs.Success success =
                Publication.success(stopReason, asked.model(), folder.bundle().readEvaluation(), provenance);
        Reproduction reproduction = Reproduction.of(
                new Reproduction.Trained(version.provenance(), version.metrics()),
                new Reproduction.Trained(provenance, success.metrics()),
                Json.mapper().readValue(Files.readAllBytes(folder.differences()), ParameterDifferences.class));
        return persistence.get(() -> jobs.reproduced(running, success, reproduction));
    }

    private static Failure gone(FollowUp.Reproduce asked) {
        return new Failure(
                "data_invalid",
                Phase.PUBLISHING,
                "Version %d of %s was deleted while it was trained again".formatted(asked.version(), asked.model()),
                "There is nothing to compare with any more; what was trained again is not kept.",
                false);
    }
}
