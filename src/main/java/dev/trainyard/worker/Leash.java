package dev.trainyard.worker;

import dev.trainyard.job.JobState;
import dev.trainyard.job.LostClaim;
import dev.trainyard.job.Phase;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.job.StopRequest;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.TrainerEvent.Command;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one trainer: passes on what it is asked to do, and kills it when it does not obey, takes too much memory, or works
 * on a job that has gone to another worker.
 */
final class Leash {

    static final String SHUT_DOWN = "its worker was shut down";

    private static final Logger LOG = LoggerFactory.getLogger(Leash.class);
    private static final long PAUSE_GRACE_MILLIS = 15_000;

    private final WorkerSettings settings;
    private final ScheduledExecutorService clock;
    private @Nullable Trainer trainer;
    private @Nullable StopRequest asked;
    private boolean draining;
    private boolean killed;
    private long memoryTaken;
    private long memoryBefore;
    private boolean overdue;
    private @Nullable ScheduledFuture<?> deadline;
    private Runnable beforeBegin = () -> {};
    private volatile boolean lost;

    Leash(WorkerSettings settings, ScheduledExecutorService clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The trainer has begun; what was asked for before is passed on now. */
    synchronized void attach(Trainer begun) {
        trainer = begun;
        if (lost) {
            kill();
        } else {
            passOn();
        }
    }

    synchronized void detach() {
        trainer = null;
        cancelDeadline();
    }

    /** Training begins: from here its memory grows with the batch, and its time counts. */
    synchronized void trainingBegins(ResolvedJob job) {
        Trainer begun = trainer;
        if (begun != null) {
            memoryBefore = begun.residentBytes().orElse(0);
            Training.Limits limits = job.training().limits();
            if (limits != null && limits.maxSeconds() != null) {
                long limit = (long) (limits.maxSeconds() * 1000);
                long millis = limit + Math.max(limit, settings.limitGrace().toMillis());
                deadline = clock.schedule(() -> killOverdue(begun), millis, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** What comes after training has no limit. */
    synchronized void trainingEnds() {
        cancelDeadline();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private synchronized void killOverdue(Trainer late) {
        if (trainer == late) {
            overdue = true;
            kill();
        }
    }

    /** Passes on what the owner asks for; a second word for the same thing changes nothing. */
    synchronized void ask(StopRequest request) {
        if (asked != request && asked != StopRequest.CANCEL) {
            asked = request;
            stopBeforeBegin();
            passOn();
        }
    }

    /** The worker is going down: the trainer writes a checkpoint and stops. */
    synchronized void drain() {
        if (!draining) {
            draining = true;
            stopBeforeBegin();
            passOn();
        }
    }

    /** The job is not this worker's any more. */
    synchronized void lose() {
        lost = true;
        stopBeforeBegin();
        kill();
    }

    boolean isLost() {
        return lost;
    }

    synchronized boolean hasKilled() {
        return killed;
    }

    synchronized Optional<StopRequest> asked() {
        return Optional.ofNullable(asked);
    }

    /** Whether there is no point in starting the trainer at all. */
    synchronized boolean hasStoppedBeforeBegin() {
        return draining || lost || asked == StopRequest.CANCEL || asked == StopRequest.PAUSE;
    }

    /** Does something as soon as there is no point in starting the trainer; at once, when it is so already. */
    synchronized void whenStoppedBeforeBegin(Runnable deed) {
        beforeBegin = deed;
        stopBeforeBegin();
    }

    private void stopBeforeBegin() {
        if (hasStoppedBeforeBegin()) {
            beforeBegin.run();
        }
    }

    private void passOn() {
        Command command = command();
        if (trainer == null || command == null) {
            return;
        }
        try {
            trainer.tell(command);
        } catch (IOException e) {
            LOG.debug("The trainer is gone already", e);
        }
        if (command != Command.FINISH) {
            Trainer told = trainer;
            clock.schedule(() -> killDisobedient(told), grace(command), TimeUnit.MILLISECONDS);
        }
    }

    private @Nullable Command command() {
        if (asked == StopRequest.CANCEL) {
            return Command.CANCEL;
        }
        if (draining || asked == StopRequest.PAUSE) {
            return Command.PAUSE;
        }
        return asked == StopRequest.FINISH ? Command.FINISH : null;
    }

    private long grace(Command command) {
        return command == Command.CANCEL ? settings.cancelGrace().toMillis() : PAUSE_GRACE_MILLIS;
    }

    private synchronized void killDisobedient(Trainer told) {
        if (trainer == told) {
            kill();
        }
    }

    /** Kills the trainer when it has more memory than it may have. */
    synchronized void watchMemory() {
        OptionalLong resident = trainer == null ? OptionalLong.empty() : trainer.residentBytes();
        if (resident.isPresent() && resident.getAsLong() > settings.memoryBytes()) {
            memoryTaken = resident.getAsLong();
            kill();
        }
    }

    private void kill() {
        if (trainer != null) {
            killed = true;
            trainer.kill();
        }
    }

    /** Writes what became of an attempt that was stopped from here, one way or the other. */
    JobState conclude(RunningJobs jobs, Running running, ResolvedJob job, Phase phase, TrainerLog log) {
        Reason reason = reason();
        if (reason.memoryTaken() > 0) {
            Memory memory = new Memory(reason.memoryBefore(), reason.memoryTaken(), settings.memoryBytes());
            return jobs.fail(running, memory.failure(job, phase).withLogTail(log.tail()));
        }
        if (reason.overdue()) {
            return jobs.fail(running, Conclusions.overdue(phase, job, log));
        }
        if (lost) {
            throw new LostClaim(running);
        }
        return reason.asked() == StopRequest.CANCEL || reason.asked() == StopRequest.PAUSE
                ? jobs.stopped(running, reason.asked())
                : jobs.release(running, SHUT_DOWN);
    }

    private synchronized Reason reason() {
        return new Reason(asked, memoryBefore, memoryTaken, overdue);
    }

    private record Reason(@Nullable StopRequest asked, long memoryBefore, long memoryTaken, boolean overdue) {}
}
