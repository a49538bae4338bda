package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.home.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmbeddedDatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void keepsItsRowsAndItsPasswordOverARestart() {
        service().run(context -> {
            EmbeddedDatabase database = context.getBean(EmbeddedDatabase.class);
            execute(database, "create table kept as select 42 as answer");
            assertThat(query(database, "show fsync")).isEqualTo("on");
            assertThat(query(database, "show synchronous_commit")).isEqualTo("on");
        });
        service().run(context -> {
            EmbeddedDatabase database = context.getBean(EmbeddedDatabase.class);
            assertThat(query(database, "select answer from kept")).isEqualTo("42");
            assertThatThrownBy(() -> DriverManager.getConnection(database.getJdbcUrl(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        });
    }

    @Test
    void startsWhereAFirstStartWasKilled() throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("postgres.part")).resolve("postgresql.conf"), "half");
        Files.createFile(folder.resolve("postgres.password"));

        service()
                .run(context -> assertThat(query(context.getBean(EmbeddedDatabase.class), "select 42"))
                        .isEqualTo("42"));
    }

    private ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withBean(DataFolder.class)
                .withUserConfiguration(DatabaseConfiguration.class)
                .withPropertyValues("trainyard.data=" + folder);
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
    }
}
