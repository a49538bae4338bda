package dev.trainyard.worker;

import dev.trainyard.job.JobSignals;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import dev.trainyard.trace.Spans;
import org.springframework.stereotype.Component;

/** Everything an attempt needs. */
@Component
@WorkerRole
record Workbench(
        WorkerSettings settings,
        RunningJobs jobs,
        JobSignals signals,
        ObjectStore store,
        Orphans orphans,
        Scratch scratch,
        JobInputs inputs,
        Launches launches,
        Spares spares,
        Publication publication,
        Comparison comparison,
        Measurement measurement,
        PredictionHarvest harvest,
        Conclusions conclusions,
        WorkMeasures measures,
        Spans spans) {}
