package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a stored bundle that serving reads, in a folder that is gone when this is closed. */
record UnpackedBundle(Path scratch) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnpackedBundle.class);

    /**
     * Fetches {@code bundle.zip} and unpacks it.
     *
     * @throws BundleUnreadable when it is no bundle, whenever it is fetched
     * @throws IOException when it could not be fetched this time
     */
    static UnpackedBundle fetch(ObjectStore store, Digest digest, Path parent) throws IOException, BundleUnreadable {
        UnpackedBundle unpacked = new UnpackedBundle(Files.createTempDirectory(parent, digest.hex() + "-"));
        try {
            Path zip = unpacked.scratch().resolve("bundle.zip");
            store.lend(digest, zip);
            new ZippedBundle(zip).unpack(unpacked.folder());
            return unpacked;
        } catch (IOException | BundleUnreadable | RuntimeException e) {
            unpacked.close();
            throw e;
        }
    }

    BundleFolder folder() {
        return new BundleFolder(scratch);
    }

    long modelBytes() throws IOException {
        long decoder = Files.exists(folder().decoder()) ? Files.size(folder().decoder()) : 0;
        return Files.size(folder().model()) + decoder;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(scratch)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(scratch);
        } catch (IOException e) {
            LOG.warn("An unpacked bundle could not be removed", e);
        }
    }
}
