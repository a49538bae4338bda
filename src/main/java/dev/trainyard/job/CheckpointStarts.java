package dev.trainyard.job;

import dev.trainyard.json.Json;
import dev.trainyard.plan.InitFrom;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.StartingPoint;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the checkpoints that jobs start from. */
@Component
class CheckpointStarts implements StartingPoint.Source {

    private final TrainingJobs jobs;
    private final Checkpoints checkpoints;

    CheckpointStarts(TrainingJobs jobs, Checkpoints checkpoints) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
    }

    @Override
    public Optional<StartingPoint> find(InitFrom from) {
        return Optional.ofNullable(from.jobId()).map(jobId -> of(jobId, from));
    }

    private StartingPoint of(String jobId, InitFrom from) {
        ResolvedJob job = Json.mapper().treeToValue(jobs.find(jobId).resolved(), ResolvedJob.class);
        Checkpoint checkpoint = checkpoints.of(jobId).stream()
                .filter(one -> from.checkpoint() == null || from.checkpoint() == one.n())
                .findFirst()
                .orElseThrow(() -> checkpoints.unknown(jobId, from.checkpoint()));
        return new StartingPoint(from.withCheckpoint(checkpoint.n()), job.layers(), checkpoint.sha256(), true);
    }
}
