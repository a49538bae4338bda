package dev.trainyard.worker;

import dev.trainyard.plan.Footprint;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TrainerEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when, while a job trains, the next job's trainer process is started: at once where another job waits or this one is
 * hardly any work, else when the training has lasted. Beside one of a few seconds it would take longer from the training than
 * it saves anybody.
 */
final class NextSpare {

    static final Duration LASTING = Duration.ofSeconds(5);

    /** In so many multiplications and additions a process has not even started. */
    private static final double HARDLY_ANY = 1e10;

    private final Runnable startIfWanted;
    private final Runnable start;
    private final LongSupplier nanos;
    private @Nullable Long begun;
    private boolean started;

    NextSpare(Runnable startIfWanted, Runnable start, LongSupplier nanos) {
        this.startIfWanted = startIfWanted;
        this.start = start;
        this.nanos = nanos;
    }

    /** Whether a job trains for so short a time that nothing can be taken from it. */
    static boolean isOverAtOnce(ResolvedJob job) {
        double ofRow = job.layers().isEmpty() ? 0 : Footprint.of(job.layers()).operationsOfRow();
        return ofRow * job.dataset().rows() * job.training().epochs() < HARDLY_ANY;
    }

    /** Is told what the trainer at work says. */
    void hear(TrainerEvent event) {
        Long since = begun;
        if (event instanceof TrainerEvent.PhaseStarted phase && phase.phase() == TrainerEvent.Phase.TRAINING) {
            begun = nanos.getAsLong();
            startIfWanted.run();
        } else if (since != null && !started && nanos.getAsLong() - since >= LASTING.toNanos()) {
            started = true;
            start.run();
        }
    }
}
