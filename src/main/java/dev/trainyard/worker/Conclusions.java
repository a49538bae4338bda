package dev.trainyard.worker;

import dev.trainyard.job.Failure;
import dev.trainyard.job.Phase;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.trainer.TrainerEvent.Failed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says what became of an attempt that did not succeed, in words the job's owner can use. */
@Component
@WorkerRole
class Conclusions {

    private static final Logger LOG = LoggerFactory.getLogger(Conclusions.class);
    private static final long MEGABYTE = 1 << 20;

    private final RunningJobs jobs;
    private final ObjectStore store;

    Conclusions(RunningJobs jobs, ObjectStore store) {
        this.jobs = jobs;
        this.store = store;
    }

    /** Keeps the trainer's log with the job. Without it the job ends as well as with it. */
    void keep(TrainerLog log, Running running, Persistence persistence) throws InterruptedException {
        try {
            StoredObject object = store.put(log.flushed());
            persistence.write(() -> jobs.keepLog(running, object.digest()));
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
                log.tail());
    }

    static Failure inputGone(JobInputs.InputGone gone) {
        return new Failure("data_invalid", Phase.PREPARING, gone.getMessage(), gone.hint(), false);
    }

    static Failure outOfMemory(@Nullable Phase phase, long used, long allowed, TrainerLog log) {
        return new Failure(
                        "out_of_memory",
                        phase,
                        "The trainer took %d MB of memory; %d MB are allowed"
                                .formatted(used / MEGABYTE, allowed / MEGABYTE),
                        "Lower training.batchSize or the layers' units, or allow more with trainyard.worker.memory.",
                        true)
                .withLogTail(log.tail());
    }

    static Failure crashed(@Nullable Phase phase, String howItEnded, TrainerLog log) {
        return new Failure(
                        "internal",
                        phase,
                        howItEnded,
                        "Native code crashes now and then; the job went on from its last checkpoint each time until too"
                                + " many attempts were lost without a new one. Retry it, and look at logTail.",
                        true)
                .withLogTail(log.tail());
    }

    static Failure brokeDown(@Nullable Phase phase, Exception reason) {
        return new Failure(
                "internal",
                phase,
                "The worker could not go on: " + words(reason),
                "This is not the job's fault. Look at the worker's log and the object store, then retry it.",
                true);
    }

    private static String words(Exception reason) {
        String message = reason.getMessage();
        return message == null ? reason.getClass().getSimpleName() : message;
    }
}
