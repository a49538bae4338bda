package dev.trainyard.database;

import dev.trainyard.tenant.Threads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again on a thread of its own. Whatever goes wrong in one round is told, and the next one comes. */
public final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String thread;
    private final String errand;
    private final Runnable round;
    private volatile @Nullable ScheduledExecutorService clock;

    /**
     * @param thread the thread's name
     * @param errand what a round is for, as a log says it: "Looking for abandoned jobs"
     */
    public Rounds(String thread, String errand, Runnable round) {
        this.thread = thread;
        this.errand = errand;
        this.round = round;
    }

    /** @param pause how long it rests after each round */
    public synchronized void start(Duration first, Duration pause) {
        if (clock == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(Threads.named(thread));
            started.scheduleWithFixedDelay(this::go, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
            clock = started;
        }
    }

    private void go() {
        try {
            round.run();
        } catch (RuntimeException | Error e) { // the clock would never come here again
            Outage.tell(LOG, errand, e);
        }
    }

    public boolean isRunning() {
        return clock != null;
    }

    /** Interrupts a round that is going on, and begins no other. */
    @Override
    public synchronized void close() {
        ScheduledExecutorService running = clock;
        clock = null;
        if (running != null) {
            running.shutdownNow();
        }
    }
}
