package dev.trainyard.dataset.upload;

import dev.trainyard.database.Rounds;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.PartStore;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sweeps uploads whose time is over and bytes that nobody needs, and goes on joining what a process that is gone has left. */
@Component
@ApiRole
class UploadKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UploadKeeper.class);
    private static final Duration EVERY = UploadRows.LEASE.dividedBy(6);

    private final UploadRows rows;
    private final PartStore store;
    private final Joining joining;
    private final Orphans orphans;
    private final Rounds rounds = new Rounds("uploads", "Looking for abandoned uploads", this::look);

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

    private void look() {
        joining.beat();
        resume();
        sweep();
        orphans.sweep();
    }

    @Override
    public void start() {
        rounds.start(EVERY, EVERY);
    }

    @Override
    public void stop() {
        rounds.close();
        joining.stop();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }
}
