package dev.trainyard.worker;

import dev.trainyard.database.Outage;
import dev.trainyard.tenant.Threads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker does by the clock, and on the side. */
final class Clockwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

    /** Two threads: a heartbeat that hangs on the network must not stop the watch over it. */
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, Threads.named("worker-clock"));

    private final ExecutorService errands = Executors.newCachedThreadPool(Threads.named("worker-errand"));

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Runs short work at once; a failure is logged and no more. */
    Executor errands() {
        return work -> {
            if (!errands.isShutdown()) {
                errands.execute(() -> safely(work));
            }
        };
    }

    void every(Duration period, Runnable work) {
        timer.scheduleWithFixedDelay(() -> safely(work), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) { // the clock would never come here again
            Outage.tell(LOG, "Something a worker does on the side", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        errands.shutdown();
    }
}
