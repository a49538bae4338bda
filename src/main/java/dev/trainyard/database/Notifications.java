package dev.trainyard.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Wakes those who wait for news from the database ({@code listen} and {@code notify}). One connection of its own listens
 * for the whole process; once a second everybody is woken anyway, so that a lost notification costs a second and nothing
 * else.
 */
@Component
public class Notifications implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int SECONDS_TO_ANSWER = 3;

    private final JdbcConnectionDetails database;
    private final Map<String, Set<Runnable>> waiting = new ConcurrentHashMap<>();
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread listener;
    private long lastRound = System.nanoTime();

    Notifications(JdbcConnectionDetails database) {
        this.database = database;
    }

    /** A channel, which must be asked for before the listening starts: while components are made. */
    public Channel channel(String name) {
        channels.add(name);
        return (key, wake) -> subscribe(topic(name, key), wake);
    }

    /** What is told under one name. */
    @FunctionalInterface
    public interface Channel {

        /** Calls {@code wake}, which must be quick, whenever there may be news with this payload. */
        Subscription on(String payload, Runnable wake);
    }

    /** Somebody who is told by {@link #run} that there is news, or may be since the database could not be heard for a while. */
    public interface Patient extends Runnable {

        /** A second is over. The database has answered on the connection that it tells news on: it has kept none back. */
        void round();

        /** The database cannot be heard, and may be away. */
        void unheard();
    }

    private static String topic(String channel, String payload) {
        return channel + " " + payload;
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

    /** Ends when it is closed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private void listen() {
        while (isRunning()) {
            try (Connection connection = LoneConnection.open(database);
                    Statement statement = connection.createStatement()) {
                for (String channel : channels) {
                    statement.execute("listen " + channel);
                }
                wakeAll(Runnable::run);
                passOn(connection);
            } catch (SQLException | RuntimeException | Error e) { // nobody else would listen
                missed(e);
            }
        }
    }

    private void passOn(Connection connection) throws SQLException {
        PGConnection listening = connection.unwrap(PGConnection.class);
        while (isRunning()) {
            PGNotification[] notifications = listening.getNotifications(1000);
            for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                wake(topic(notification.getName(), notification.getParameter()));
            }
            if (System.nanoTime() - lastRound >= ROUND_NANOS) {
                if (!connection.isValid(SECONDS_TO_ANSWER)) {
                    throw new SQLException("the connection is silent");
                }
                wakeAll(Patient::round);
            }
        }
    }

    private void missed(Throwable e) {
        if (isRunning()) {
            LOG.warn("The database cannot be listened to at the moment: {}", e.getMessage());
            wakeAll(Patient::unheard);
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

    /** @param how those who are patient are told; the others are woken */
    private void wakeAll(Consumer<Patient> how) {
        lastRound = System.nanoTime();
        Consumer<Runnable> each = waiting -> {
            if (waiting instanceof Patient patient) {
                how.accept(patient);
            } else {
                waiting.run();
            }
        };
        waiting.keySet().forEach(topic -> wake(topic, each));
    }

    /** Wakes those who wait for it in this process. */
    void wake(String channel, String payload) {
        wake(topic(channel, payload));
    }

    private void wake(String topic) {
        wake(topic, Runnable::run);
    }

    private void wake(String topic, Consumer<Runnable> how) {
        for (Runnable wake : waiting.getOrDefault(topic, Set.of())) {
            try {
                how.accept(wake);
            } catch (RuntimeException | Error e) {
                LOG.warn("Somebody who waits for {} could not be woken", topic, e);
            }
        }
    }

    @Override
    public synchronized void start() {
        Thread thread = new Thread(this::listen, "notifications");
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
