package dev.trainyard.database;

import dev.trainyard.home.DataFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server of our own under the data folder. It listens on the loopback address only, wants a password that
 * only this user can read, runs programs that only this user can change, and writes as safely as any other.
 */
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /** Starts the server, or adopts the one that an earlier, killed process left running. */
    static EmbeddedDatabase start(DataFolder data) throws IOException, SQLException {
        Path cluster = data.postgres();
        Path passwordFile = cluster.resolveSibling("postgres.password");
        if (!Files.exists(cluster)) {
            make(cluster, passwordFile);
        }
        String password = Files.readString(passwordFile);
        EmbeddedPostgres.Builder builder = serverOn(cluster).setConnectConfig("password", password);
        runningPort(cluster).ifPresent(builder::setPort);
        EmbeddedPostgres server = builder.start();
        LOG.info("Embedded PostgreSQL listens on 127.0.0.1:{}", server.getPort());
        return new EmbeddedDatabase(server, password);
    }

    /** Makes the cluster aside and moves it into its place when it is whole, so that whoever is killed here leaves none. */
    private static void make(Path cluster, Path passwordFile) throws IOException, SQLException {
        Path aside = cluster.resolveSibling("postgres.part");
        FileSystemUtils.deleteRecursively(aside);
        Files.deleteIfExists(passwordFile);
        String password = newPassword();
        try (EmbeddedPostgres server = serverOn(aside).start()) {
            secure(server, aside, password);
        }
        writePrivately(passwordFile, password);
        Files.move(aside, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private static EmbeddedPostgres.Builder serverOn(Path cluster) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setOverrideWorkingDirectory(
                        cluster.resolveSibling("postgres.programs").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100");
    }

    /** The port in {@code postmaster.pid} (its fourth line), while that process lives. */
    private static Optional<Integer> runningPort(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        boolean alive = !lines.isEmpty()
                && ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
        return alive && lines.size() > 3
                ? Optional.of(Integer.parseInt(lines.get(3).trim()))
                : Optional.empty();
    }

    private static void secure(EmbeddedPostgres server, Path cluster, String password)
            throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter user %s with password '%s'".formatted(USER, password));
            Files.writeString(cluster.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String getUsername() {
        return USER;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
