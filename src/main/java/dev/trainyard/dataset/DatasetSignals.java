package dev.trainyard.dataset;

import dev.trainyard.database.Announcements;
import dev.trainyard.database.Notifications;
import dev.trainyard.database.Notifications.Subscription;
import org.springframework.stereotype.Component;

/** Wakes those who wait for a reading to be queued or to end. */
@Component
class DatasetSignals {

    private static final String QUEUED = "trainyard_dataset_queued";
    private static final String READ = "trainyard_dataset_read";

    private final Notifications.Channel queued;
    private final Notifications.Channel read;
    private final Announcements announcements;

    DatasetSignals(Notifications notifications, Announcements announcements) {
        this.queued = notifications.channel(QUEUED);
        this.read = notifications.channel(READ);
        this.announcements = announcements;
    }

    /** Tells, when the transaction is committed, that there is something to read. */
    void tellQueued() {
        announcements.tell(QUEUED, "");
    }

    /** Tells, when the transaction is committed, that a reading has ended. */
    void tellRead(String datasetId) {
        announcements.tell(READ, datasetId);
    }

    /** Calls {@code wake}, which must be quick, whenever there may be something to read. */
    Subscription onQueued(Runnable wake) {
        return queued.on("", wake);
    }

    /** Calls {@code wake}, which must be quick, whenever the data set may have been read. */
    Subscription onRead(String datasetId, Runnable wake) {
        return read.on(datasetId, wake);
    }
}
