package dev.trainyard.worker;

import dev.trainyard.database.LoneConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * An advisory lock on a connection of its own. PostgreSQL frees it as soon as this process is gone, which is how others
 * learn of that within a second or so.
 */
final class SessionLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionLock.class);

    private final JdbcConnectionDetails database;
    private final long key = ThreadLocalRandom.current().nextLong(1L << 62);
    private @Nullable Connection connection;

    SessionLock(JdbcConnectionDetails database) {
        this.database = database;
    }

    long key() {
        return key;
    }

    /**
     * Takes the lock, again if the connection broke.
     *
     * @throws SQLException also while PostgreSQL has not yet noticed that an earlier connection broke, whose lock it still is
     */
    void hold() throws SQLException {
        Connection held = connection;
        if (held != null && held.isValid(2)) {
            return;
        }
        close();
        connection = LoneConnection.open(database);
        boolean locked = false;
        try {
            locked = lock(connection);
        } finally {
            if (!locked) {
                close();
            }
        }
        if (!locked) {
            throw new SQLException("an earlier connection of this process still has it");
        }
    }

    private boolean lock(Connection fresh) throws SQLException {
        try (PreparedStatement statement = fresh.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, key);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        Connection held = connection;
        connection = null;
        if (held != null) {
            try {
                held.close();
            } catch (SQLException e) {
                LOG.debug("The lock's connection was broken already", e);
            }
        }
    }
}
