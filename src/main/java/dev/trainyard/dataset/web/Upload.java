package dev.trainyard.dataset.web;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.storage.StoredObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that a caller sent, stored, and what was said of them.
 *
 * @param fileName what the file was called; null where it had no name
 */
record Upload(StoredObject object, @Nullable String fileName, DatasetSpec spec) {

    private static final int LONGEST_NAME = 63;
    private static final String NAMELESS = "dataset";

    /** The name that was given, else the file's without its ending. */
    String name() {
        return name(spec, fileName);
    }

    static String name(DatasetSpec spec, @Nullable String fileName) {
        if (spec.name() != null) {
            return spec.name();
        }
        String base = safe(fileName == null ? "" : fileName)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.(gz|zst|zstd)$", "")
                .replaceFirst("\\.[a-z]{1,8}$", "")
                .replaceFirst("^[^a-z0-9]+", "");
        return base.isEmpty() ? NAMELESS : base.substring(0, Math.min(LONGEST_NAME, base.length()));
    }

    /** The file's name with signs that are safe in a header and on a disk. */
    String safeFileName() {
        return safeFileName(spec, fileName);
    }

    static String safeFileName(DatasetSpec spec, @Nullable String fileName) {
        String safe = safe(fileName == null ? "" : fileName);
        return safe.isEmpty() ? name(spec, fileName) + ".csv" : safe;
    }

    private static String safe(String name) {
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String safe = base.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
        return safe.substring(0, Math.min(100, safe.length()));
    }
}
