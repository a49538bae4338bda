package dev.trainyard.trainer.data;

import dev.trainyard.duckdb.DuckDbDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;

/** Opens DuckDB, and leaves nothing behind. */
public final class DuckDb {

    private static final Path MAPPED = Path.of("/proc/self/maps");

    private static volatile boolean unlinked;

    private DuckDb() {}

    /** A database in memory, whose results are read as they come. */
    public static Connection open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("threads", "1"); // to stop others takes longer than to read a small file
        Connection connection = DuckDbDriver.open(settings);
        if (!unlinked && System.getProperty(DuckDbDriver.LIBRARY) == null) {
            unlinkUnpackedLibrary();
            unlinked = true;
        }
        return connection;
    }

    /**
     * The driver unpacks 70 MB into the temporary folder and removes them at an orderly end, which a process that is
     * killed never has. Once the library is mapped its file is not needed.
     */
    private static void unlinkUnpackedLibrary() {
        try (Stream<String> lines = Files.lines(MAPPED)) {
            lines.filter(line -> line.contains("/libduckdb_java") && line.endsWith(".so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .distinct()
                    .forEach(DuckDb::delete);
        } catch (IOException | UncheckedIOException e) {
            // Not Linux, or not ours to delete: the file goes when the process ends in order.
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
