package dev.trainyard.dataset;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Wakes those who wait for a reading to be queued or to end. One connection of its own listens for the whole process;
 * once a second everybody is woken anyway, so that a lost notification costs a second and nothing else.
 */
@Component
class DatasetSignals implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetSignals.class);
    private static final String QUEUED = "dataset_queued";
    private static final String READ = "dataset_read";
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JdbcConnectionDetails database;
    private final JdbcClient jdbc;
    private final Map<String, Set<Runnable>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Thread listener;
    private long lastRound = System.nanoTime();

    DatasetSignals(JdbcConnectionDetails database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /** Ends when it is closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
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
        return subscribe(QUEUED, wake);
    }

    /** Calls {@code wake}, which must be quick, whenever the data set may have been read. */
    Subscription onRead(String datasetId, Runnable wake) {
        return subscribe(datasetId, wake);
    }

    private Subscription subscribe(String topic, Runnable wake) {
        waiting.compute(topic, (key, set) -> with(set, wake));
        return () -> waiting.computeIfPresent(topic, (key, set) -> without(set, wake));
    }

    private static Set<Runnable> with(@Nullable Set<Runnable> set, Runnable wake) {
        Set<Runnable> all = set == null ? ConcurrentHashMap.newKeySet() : set;
        all.add(wake);
        return all;
    }

    private static @Nullable Set<Runnable> without(Set<Runnable> set, Runnable wake) {
        set.remove(wake);
        return set.isEmpty() ? null : set;
    }

    private void listen() {
        while (isRunning()) {
            try (Connection connection = DriverManager.getConnection(
                            database.getJdbcUrl(), database.getUsername(), database.getPassword());
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + QUEUED);
                statement.execute("listen " + READ);
                wakeAll();
                passOn(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                missed(e);
            }
        }
    }

    private void passOn(PGConnection connection) throws SQLException {
        while (isRunning()) {
            PGNotification[] notifications = connection.getNotifications(1000);
            for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                wake(notification.getName().equals(QUEUED) ? QUEUED : notification.getParameter());
            }
            if (System.nanoTime() - lastRound >= ROUND_NANOS) {
                wakeAll();
            }
        }
    }

    private void missed(SQLException e) {
        if (isRunning()) {
            LOG.warn("The database cannot be listened to at the moment: {}", e.getMessage());
            wakeAll();
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeAll() {
        lastRound = System.nanoTime();
        waiting.keySet().forEach(this::wake);
    }

    private void wake(String topic) {
        for (Runnable wake : waiting.getOrDefault(topic, Set.of())) {
            try {
                wake.run();
            } catch (RuntimeException e) {
                LOG.warn("Somebody who waits for {} could not be woken", topic, e);
            }
        }
    }

    @Override
    public synchronized void start() {
        Thread thread = new Thread(this::listen, "dataset-signals");
        thread.setDaemon(true);
        listener = thread;
        thread.start();
    }

    @Override
    public synchronized void stop() {
        Thread thread = listener;
        listener = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    /** Starts before those who wait and stops after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}
