package dev.trainyard.dataset;

import dev.trainyard.tenant.Tenant;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Says again and again that a reading goes on, whatever is done for it: fetching and keeping bytes may take minutes. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final BooleanSupplier beat;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(Tenant.forAll(work), "reading-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean heard = true;

    /** @param beat false when the reading is somebody else's by now */
    Heartbeat(BooleanSupplier beat, Duration period) {
        this.beat = beat;
        clock.scheduleWithFixedDelay(this::say, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void say() {
        try {
            if (!beat.getAsBoolean()) {
                heard = false;
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("No heartbeat of a reading at the moment: {}", e.getMessage());
        }
    }

    /** Whether the reading is still ours. */
    boolean isHeard() {
        return heard;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
