package dev.trainyard.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Opens connections beside the pool, for what needs a session of its own; a server that does not answer is given up on. */
public final class LoneConnection {

    private static final String SECONDS_TO_CONNECT = "5";
    private static final String SECONDS_TO_ANSWER = "10";

    private LoneConnection() {}

    public static Connection open(JdbcConnectionDetails database) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", String.valueOf(database.getUsername()));
        settings.setProperty("password", String.valueOf(database.getPassword()));
        settings.setProperty("connectTimeout", SECONDS_TO_CONNECT);
        settings.setProperty("socketTimeout", SECONDS_TO_ANSWER);
        settings.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(database.getJdbcUrl(), settings);
    }
}
