package dev.trainyard.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** DuckDB's native library, unpacked once for all child processes: its driver unpacks 70 MB in each otherwise. */
public final class DuckDbLibrary {

    private DuckDbLibrary() {}

    /** The library of this machine in the folder; empty where the driver must find it itself. */
    public static Optional<Path> in(Path folder) throws IOException {
        URL packed = DuckDbLibrary.class.getResource("/libduckdb_java.so_" + machine());
        if (packed == null || !(packed.openConnection() instanceof JarURLConnection connection)) {
            return Optional.empty();
        }
        connection.setUseCaches(false);
        try (InputStream bytes = connection.getInputStream()) {
            long sum = connection.getJarEntry().getCrc();
            Path library = folder.resolve("duckdb-%x".formatted(sum));
            if (!Files.exists(library)) {
                unpack(bytes, library);
            }
            return Optional.of(library);
        }
    }

    private static String machine() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        return (system.startsWith("mac") ? "macos" : system)
                + (processor.equals("aarch64") ? "_arm64" : processor.equals("x86_64") ? "_amd64" : "_" + processor);
    }

    private static void unpack(InputStream bytes, Path library) throws IOException {
        Path aside = library.resolveSibling(UUID.randomUUID().toString());
        try {
            Files.copy(bytes, aside);
            Files.move(aside, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
