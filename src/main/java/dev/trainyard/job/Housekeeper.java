package dev.trainyard.job;

import dev.trainyard.role.ApiRole;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Clears away, four times an hour, what jobs left behind longer ago than it is to be kept. */
@Component
@ApiRole
class Housekeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

    private final Leavings leavings;
    private final Retention kept;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Threads.named("housekeeper"));
    private volatile boolean running;

    Housekeeper(Leavings leavings, Retention kept) {
        this.leavings = leavings;
        this.kept = kept;
    }

    private void tick() {
        try {
            int cleared = leavings.clear(kept);
            if (cleared > 0) {
                LOG.info("Cleared away what {} jobs had left behind", cleared);
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("What jobs left behind stays for now: {}", e.getMessage());
        } catch (RuntimeException e) { // the clock would never come here again
            LOG.error("Clearing away what jobs left behind failed unexpectedly", e);
        }
    }

    @Override
    public void start() {
        running = true;
        clock.scheduleWithFixedDelay(this::tick, 2, 15, TimeUnit.MINUTES);
    }

    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
