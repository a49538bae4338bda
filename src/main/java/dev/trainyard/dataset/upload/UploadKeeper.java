package dev.trainyard.dataset.upload;

import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.PartStore;
import dev.trainyard.tenant.Tenant;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Sweeps uploads whose time is over and bytes that nobody needs, and goes on joining what a process that is gone has left. */
@Component
@ApiRole
class UploadKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UploadKeeper.class);
    private static final long EVERY_SECONDS = UploadRows.LEASE.toSeconds() / 6;

    private final UploadRows rows;
    private final PartStore store;
    private final Joining joining;
    private final Orphans orphans;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(Tenant.forAll(work), "uploads");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    UploadKeeper(UploadRows rows, PartStore store, Joining joining, Orphans orphans) {
        this.orphans = orphans;
        this.rows = rows;
        this.store = store;
        this.joining = joining;
    }

    /** Deletes what has expired, with its parts; a completed upload leaves its data set. */
    void sweep() {
        for (PartedUpload upload : rows.expired()) {
            try {
                store.forget(upload.handle());
                rows.delete(upload.id());
            } catch (IOException e) {
                LOG.warn("The parts of {} could not be deleted: {}", upload.id(), e.getMessage());
            }
        }
    }

    /** Joins what a process that is gone has left. */
    void resume() {
        rows.claimLapsed().ifPresent(upload -> joining.start(upload, upload.expected()));
    }

    private void tick() {
        try {
            joining.beat();
            resume();
            sweep();
            orphans.sweep();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Could not look for abandoned uploads: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Looking for abandoned uploads failed unexpectedly", e);
        }
    }

    @Override
    public void start() {
        running = true;
        clock.scheduleWithFixedDelay(this::tick, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
        joining.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
