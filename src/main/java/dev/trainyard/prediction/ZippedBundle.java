package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A {@code bundle.zip}. */
record ZippedBundle(Path zip) {

    /**
     * Unpacks what serving reads. Files are taken by their known names, so that no entry can choose where it is written.
     *
     * @throws BundleUnreadable when it is no bundle
     */
    void unpack(BundleFolder folder) throws IOException, BundleUnreadable {
        try (ZipFile bundle = new ZipFile(zip.toFile())) {
            for (Path file : List.of(folder.model(), folder.manifest(), folder.golden())) {
                unpack(bundle, file);
            }
            if (bundle.getEntry(folder.decoder().getFileName().toString()) != null) {
                unpack(bundle, folder.decoder());
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
}
