package dev.trainyard.worker;

import dev.trainyard.job.Failure;
import dev.trainyard.job.Phase;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Training;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.trainer.FullDisk;
import dev.trainyard.trainer.TrainerEvent.Failed;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says what became of an attempt that did not succeed, in words the job's owner can use. */
@Component
@WorkerRole
class Conclusions {

    private static final Logger LOG = LoggerFactory.getLogger(Conclusions.class);

    private final RunningJobs jobs;
    private final ObjectStore store;

    Conclusions(RunningJobs jobs, ObjectStore store) {
        this.jobs = jobs;
        this.store = store;
    }

    /** Keeps the trainer's log with the job. Without it the job ends as well as with it. */
    void keep(TrainerLog log, Running running, Persistence persistence) throws InterruptedException {
        try {
            StoredObject object = persistence.reach(() -> store.put(log.flushed()));
            persistence.write(() -> jobs.keepLog(running, object.digest()));
            if (!store.exists(object.digest())) {
                store.put(log.flushed()); // what had the same bytes was deleted before this was entered
            }
        } catch (IOException e) {
            LOG.warn("The log of {} is not kept", running.jobId(), e);
        }
    }

    static Failure said(Failed failed, TrainerLog log) {
        return new Failure(
                failed.code(),
                failed.phase(),
                failed.message(),
                failed.hint(),
                failed.retryable(),
                failed.remedies().stream()
                        .map(remedy -> new Failure.Remedy(remedy.title(), remedy.patch()))
                        .toList(),
                log.tail(),
                failed.details());
    }

    static Failure inputGone(JobInputs.InputGone gone) {
        return new Failure("data_invalid", Phase.PREPARING, gone.getMessage(), gone.hint(), false);
    }

    /** The limit of time passed and the trainer did not heed it: one update takes longer than all of them may. */
    static Failure overdue(@Nullable Phase phase, ResolvedJob job, TrainerLog log) {
        Training.Limits limits = job.training().limits();
        Double seconds = limits == null ? null : limits.maxSeconds();
        return new Failure(
                        "timeout",
                        phase,
                        "The %s seconds of training.limits passed, and the trainer was still at work on one update"
                                .formatted(seconds),
                        "Allow more time, or lower training.batchSize so that an update takes less.",
                        true)
                .curedBy(Failure.Remedy.removing("Set no limit of time", "/training/limits/maxSeconds"))
                .knowing(seconds == null ? Map.of() : Map.of("maxSeconds", seconds))
                .withLogTail(log.tail());
    }

    static Failure crashed(@Nullable Phase phase, Crash crash, TrainerLog log) {
        Failure failure = new Failure("internal", phase, crash.message(), crash.hint(), true);
        return failure.curedBy(
                        Failure.goingOnSooner("Try three times more, from a checkpoint that is at most a second old"))
                .knowing(crash.details())
                .withLogTail(log.tail());
    }

    static Failure brokeDown(@Nullable Phase phase, Throwable reason) {
        if (FullDisk.isOne(reason)) {
            return new Failure(
                            "internal",
                            phase,
                            "The worker's disk is full: " + words(reason),
                            "This is not the job's fault. Give the worker's data folder a larger disk, or free some of it, then retry.",
                            true)
                    .knowing(Map.of("disk", "full"));
        }
        return new Failure(
                "internal",
                phase,
                "The worker could not go on: " + words(reason),
                "This is not the job's fault. Look at the worker's log and the object store, then retry it.",
                true);
    }

    private static String words(Throwable reason) {
        String message = reason.getMessage();
        return message == null ? reason.getClass().getSimpleName() : message;
    }
}
