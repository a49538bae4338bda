package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
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
            unpacked.unpack(zip);
            return unpacked;
        } catch (IOException | BundleUnreadable | RuntimeException e) {
            unpacked.close();
            throw e;
        }
    }

    BundleFolder folder() {
        return new BundleFolder(scratch);
    }

    /** Takes the files by their known names, so that no entry can choose where it is written. */
    private void unpack(Path zip) throws IOException, BundleUnreadable {
        try (ZipFile bundle = new ZipFile(zip.toFile())) {
            for (Path file : List.of(folder().model(), folder().manifest(), folder().golden())) {
                unpack(bundle, file);
            }
            if (bundle.getEntry(folder().decoder().getFileName().toString()) != null) {
                unpack(bundle, folder().decoder());
            }
        } catch (ZipException e) {
            throw new BundleUnreadable("bundle.zip is no zip file", e);
        }
    }

    private static void unpack(ZipFile bundle, Path file) throws IOException, BundleUnreadable {
        ZipEntry entry = bundle.getEntry(file.getFileName().toString());
        if (entry == null) {
            throw new BundleUnreadable("bundle.zip has no " + file.getFileName());
        }
        try (InputStream bytes = bundle.getInputStream(entry)) {
            Files.copy(bytes, file);
        }
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
