package dev.trainyard.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells whoever waits for news, in this process and in others ({@code notify}), of what has been committed. A transaction that
 * notifies by itself holds a lock of the whole server until it lies on the disk, so that all such commits queue up; here it only
 * leaves word, and what was left is told in one go by a transaction that waits for no disk. A word that is lost costs its
 * listeners a second, see {@link Notifications}.
 */
@Component
public class Announcements implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final int MOST = 10_000;

    /** What comes sooner after the last word on its channel waits for company. */
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final String TELL = """
            select pg_notify(channel, payload)
            from unnest(cast(? as text[]), cast(? as text[])) as word (channel, payload)
            """;

    private final JdbcConnectionDetails database;
    private final Notifications here;
    private final BlockingQueue<Word> words = new LinkedBlockingQueue<>(MOST);
    private volatile @Nullable Thread teller;
    private @Nullable Connection connection;
    private final Map<String, Long> toldAt = new HashMap<>();

    Announcements(JdbcConnectionDetails database, Notifications here) {
        this.database = database;
        this.here = here;
    }

    private record Word(String channel, String payload) {}

    /** Tells it when the present transaction commits; at once, when there is none. */
    public void tell(String channel, String payload) {
        Word word = new Word(channel, payload);
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            leave(word);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                leave(word);
            }
        });
    }

    private void leave(Word word) {
        here.wake(word.channel(), word.payload());
        if (!words.offer(word)) {
            LOG.debug("Too many words wait to be told; those who wait for this one look by themselves in a second");
        }
    }

    private void tellAll() {
        while (isRunning() || !words.isEmpty()) {
            try {
                tell(next());
            } catch (SQLException | RuntimeException | Error e) {
                LOG.debug("Others are not told at the moment; they look by themselves each second: {}", e.getMessage());
                close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        close();
    }

    /** What there is to tell; the same words only once. */
    private Set<Word> next() throws InterruptedException {
        Set<Word> next = new LinkedHashSet<>();
        Word word = words.poll(1, TimeUnit.SECONDS);
        while (word != null) {
            next.add(word);
            words.drainTo(next);
            long gap = gap(next);
            word = gap <= 0 ? null : words.poll(gap, TimeUnit.NANOSECONDS);
        }
        long now = System.nanoTime();
        next.forEach(each -> toldAt.put(each.channel(), now));
        return next;
    }

    /** How long the most urgent of some words may wait. */
    private long gap(Set<Word> some) {
        long now = System.nanoTime();
        return some.stream()
                .mapToLong(word -> toldAt.getOrDefault(word.channel(), now - GAP_NANOS) + GAP_NANOS - now)
                .min()
                .orElse(0);
    }

    private void tell(Set<Word> some) throws SQLException {
        if (some.isEmpty()) {
            return;
        }
        Connection open = open();
        try (PreparedStatement statement = open.prepareStatement(TELL)) {
            statement.setArray(1, texts(open, some.stream().map(Word::channel).toArray(String[]::new)));
            statement.setArray(2, texts(open, some.stream().map(Word::payload).toArray(String[]::new)));
            statement.execute();
        }
    }

    private static java.sql.Array texts(Connection connection, String[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    private Connection open() throws SQLException {
        Connection kept = connection;
        if (kept != null) {
            return kept;
        }
        Connection fresh = LoneConnection.open(database);
        connection = fresh;
        try (Statement statement = fresh.createStatement()) {
            statement.execute("set synchronous_commit = off");
        }
        return fresh;
    }

    private void close() {
        Connection kept = connection;
        connection = null;
        if (kept != null) {
            try {
                kept.close();
            } catch (SQLException e) {
                LOG.debug("The connection was broken already", e);
            }
        }
    }

    @Override
    public synchronized void start() {
        Thread thread = new Thread(this::tellAll, "announcements");
        thread.setDaemon(true);
        teller = thread;
        thread.start();
    }

    /** What is left is told meanwhile. */
    @Override
    public synchronized void stop() {
        teller = null;
    }

    @Override
    public boolean isRunning() {
        return teller != null;
    }

    /** Starts before those who have something to tell and stops after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}
