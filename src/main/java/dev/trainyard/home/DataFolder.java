package dev.trainyard.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** The folder under which the service keeps its files; one process at a time owns it. */
@Component
public final class DataFolder implements AutoCloseable {

    private static final String SCRATCH = "scratch";
    private static final String SERVING = "serving";

    private final Path root;
    private final FileChannel lockFile;

    DataFolder(@Value("${trainyard.data}") Path root) throws IOException {
        this.root = Files.createDirectories(root.toAbsolutePath().normalize());
        this.lockFile =
                FileChannel.open(this.root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock() == null) {
            lockFile.close();
            throw new DataFolderInUse(this.root);
        }
        FileSystemUtils.deleteRecursively(this.root.resolve(SCRATCH));
        FileSystemUtils.deleteRecursively(this.root.resolve(SERVING));
    }

    private @Nullable FileLock lock() throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The embedded database's cluster. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The directory object store, unless it is set elsewhere. */
    public Path store() {
        return root.resolve("store");
    }

    /** One folder for each attempt at a job or a reading; swept at start. */
    public Path scratch() {
        return existing(SCRATCH);
    }

    /** Unpacked models that are being served; swept at start. */
    public Path serving() {
        return existing(SERVING);
    }

    /** Unpacked native libraries of child processes. */
    public Path natives() {
        return existing("natives");
    }

    /** The class path of child processes, unpacked from the jar. */
    public Path runtime() {
        return existing("runtime");
    }

    private Path existing(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
