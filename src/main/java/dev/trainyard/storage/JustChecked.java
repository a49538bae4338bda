package dev.trainyard.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects whose bytes this process has hashed a short while ago. They lie in memory still: hashing them again would tell
 * nothing of the disk. A file that was written to since is not among them.
 */
final class JustChecked {

    static final Duration WHILE = Duration.ofMinutes(5);
    private static final int MOST = 1_000;

    private final LongSupplier nanoTime;
    private final Map<Digest, Look> looks = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Look> eldest) {
            return size() > MOST;
        }
    };

    private record Look(long nanoTime, long bytes, FileTime written) {}

    JustChecked(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Sets the file's time to a past whole second: any later write shows, however slowly the disk's clock ticks. */
    synchronized void add(Digest digest, Path file) throws IOException {
        FileTime written = FileTime.from(Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
        Files.setLastModifiedTime(file, written);
        looks.put(digest, new Look(nanoTime.getAsLong(), Files.size(file), written));
    }

    synchronized boolean contains(Digest digest, Path file) throws IOException {
        @Nullable Look look = looks.get(digest);
        return look != null
                && nanoTime.getAsLong() - look.nanoTime() < WHILE.toNanos()
                && look.bytes() == Files.size(file)
                && look.written().equals(Files.getLastModifiedTime(file));
    }
}
