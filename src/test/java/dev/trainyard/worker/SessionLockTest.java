package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trainyard.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

class SessionLockTest {

    private final String database = TestPostgres.newDatabase();

    @Test
    void isHeldUntilItIsClosed() throws SQLException {
        SessionLock lock = new SessionLock(details());
        lock.hold();
        lock.hold();
        try (Connection other = connect()) {
            assertThat(take(other, lock.key())).isFalse();
            lock.close();
            await().until(() -> take(other, lock.key()));
        }
    }

    /** PostgreSQL may not have noticed yet that the connection before broke. */
    @Test
    void isTriedAgainWhileAnEarlierConnectionHasIt() throws SQLException {
        SessionLock lock = new SessionLock(details());
        try (Connection earlier = connect()) {
            assertThat(take(earlier, lock.key())).isTrue();
            assertThatThrownBy(lock::hold).isInstanceOf(SQLException.class).hasMessageContaining("earlier connection");
            assertThatThrownBy(lock::hold).isInstanceOf(SQLException.class);
        }
        await().ignoreExceptions().until(() -> {
            lock.hold();
            return true;
        });
        try (Connection other = connect()) {
            assertThat(take(other, lock.key())).isFalse();
        }
        lock.close();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database, "postgres", "postgres");
    }

    private static boolean take(Connection connection, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, key);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private JdbcConnectionDetails details() {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "postgres";
            }

            @Override
            public String getJdbcUrl() {
                return database;
            }
        };
    }
}
