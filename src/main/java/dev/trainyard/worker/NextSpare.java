package dev.trainyard.worker;

import dev.trainyard.trainer.TrainerEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when, while a job trains, the next job's trainer process is started: at once where another job waits, else when the
 * training has lasted. Beside one that is over in a moment it would take longer from the training than it saves anybody.
 */
final class NextSpare {

    static final Duration LASTING = Duration.ofSeconds(5);

    private final Runnable startIfOneWaits;
    private final Runnable start;
    private final LongSupplier nanos;
    private @Nullable Long begun;
    private boolean started;

    NextSpare(Runnable startIfOneWaits, Runnable start, LongSupplier nanos) {
        this.startIfOneWaits = startIfOneWaits;
        this.start = start;
        this.nanos = nanos;
    }

    /** Is told what the trainer at work says. */
    void hear(TrainerEvent event) {
        Long since = begun;
        if (event instanceof TrainerEvent.PhaseStarted phase && phase.phase() == TrainerEvent.Phase.TRAINING) {
            begun = nanos.getAsLong();
            startIfOneWaits.run();
        } else if (since != null && !started && nanos.getAsLong() - since >= LASTING.toNanos()) {
            started = true;
            start.run();
        }
    }
}
