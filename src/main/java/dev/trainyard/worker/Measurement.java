package dev.trainyard.worker;

import dev.trainyard.bundle.ColumnDrift;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.job.FollowUp;
import dev.trainyard.job.JobState;
import dev.trainyard.job.Reevaluated;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.json.Json;
import dev.trainyard.model.Models;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.springframework.stereotype.Component;

/** Ends a job that measured a model's version on another data set: compares, and publishes nothing. */
@Component
@WorkerRole
class Measurement {

    private static final String COMPLETED = "completed";

    private final Models models;
    private final RunningJobs jobs;

    Measurement(Models models, RunningJobs jobs) {
        this.models = models;
        this.jobs = jobs;
    }

    JobState conclude(Running running, FollowUp.Evaluate asked, JobFolder folder, Persistence persistence)
            throws IOException, InterruptedException {
        TrainedVersion version = models.version(asked.model(), Integer.toString(asked.version()));
        Evaluation evaluation = folder.bundle().readEvaluation();
        RunningJobs.Success success = Publication.success(
                COMPLETED, asked.model(), evaluation, folder.bundle().readProvenance());
        List<ColumnDrift> drift =
                List.of(Json.mapper().readValue(Files.readAllBytes(folder.drift()), ColumnDrift[].class));
        Reevaluated reevaluated = Reevaluated.of(asked.datasetId(), version.metrics(), evaluation, drift);
        return persistence.get(() -> jobs.evaluated(running, success, reevaluated));
    }
}
