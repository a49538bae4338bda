package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Cable;
import dev.trainyard.testing.TestPostgres;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

class NotificationsTest {

    private static final String USER = "postgres";

    private final String database = TestPostgres.newDatabase();
    private final Cable cable =
            Cable.to(URI.create(database.substring("jdbc:".length())).getPort());
    private final Notifications notifications = new Notifications(new ThroughTheCable());
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private final class ThroughTheCable implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return USER;
        }

        @Override
        public String getPassword() {
            return USER;
        }

        @Override
        public String getJdbcUrl() {
            return database.replaceFirst(":\\d+/", ":%d/".formatted(cable.port()));
        }
    }

    private final class Listener implements Notifications.Patient {

        @Override
        public void run() {
            told.add("news");
        }

        @Override
        public void round() {
            told.add("round");
        }

        @Override
        public void unheard() {
            told.add("unheard");
        }
    }

    @BeforeEach
    void listen() throws InterruptedException {
        notifications.channel("color").on("red", new Listener());
        notifications.start();
        assertThat(next()).isEqualTo("news"); // whatever was told before anybody listened
    }

    @AfterEach
    void stop() {
        notifications.stop();
        cable.close();
    }

    @Test
    void tellsNewsAtOnceAndEachSecondThatThereIsNone() throws Exception {
        assertThat(next()).isEqualTo("round");
        announce("blue");
        announce("red");
        assertThat(nextBut("round")).isEqualTo("news");
        assertThat(next()).isEqualTo("round");
    }

    @Test
    void tellsThatItCannotHearADatabaseThatFallsSilentAndThatThereMayBeNewsWhenItIsBack() throws Exception {
        cable.silence();
        announce("red");
        assertThat(nextBut("round")).isEqualTo("unheard");
        cable.mend();
        assertThat(nextBut("unheard")).isEqualTo("news");
        assertThat(next()).isEqualTo("round");
    }

    private void announce(String color) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, USER, USER);
                Statement statement = connection.createStatement()) {
            statement.execute("notify color, '%s'".formatted(color));
        }
    }

    private String nextBut(String word) throws InterruptedException {
        String next = next();
        while (next.equals(word)) {
            next = next();
        }
        return next;
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(30, TimeUnit.SECONDS));
    }
}
