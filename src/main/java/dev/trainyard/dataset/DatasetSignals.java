package dev.trainyard.dataset;

import dev.trainyard.database.Notifications;
import dev.trainyard.database.Notifications.Subscription;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Wakes those who wait for a reading to be queued or to end. */
@Component
class DatasetSignals {

    private static final String QUEUED = "trainyard_dataset_queued";
    private static final String READ = "trainyard_dataset_read";

    private final Notifications.Channel queued;
    private final Notifications.Channel read;
    private final JdbcClient jdbc;

    DatasetSignals(Notifications notifications, JdbcClient jdbc) {
        this.queued = notifications.channel(QUEUED);
        this.read = notifications.channel(READ);
        this.jdbc = jdbc;
    }

    /** Tells, when the transaction is committed, that there is something to read. */
    void tellQueued() {
        tell(QUEUED, "");
    }

    /** Tells, when the transaction is committed, that a reading has ended. */
    void tellRead(String datasetId) {
        tell(READ, datasetId);
    }

    private void tell(String channel, String payload) {
        jdbc.sql("select pg_notify(?, ?)")
                .param(channel)
                .param(payload)
                .query((row, n) -> n)
                .single();
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
