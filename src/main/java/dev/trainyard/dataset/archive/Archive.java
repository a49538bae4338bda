package dev.trainyard.dataset.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An archive whose entries can be read in any order, by several threads. */
public interface Archive extends Closeable {

    /** All entries, in the archive's order. */
    List<Entry> entries();

    /**
     * Opens the bytes of a file in the archive; they are at most as many as its entry says.
     *
     * @throws BadArchive when the entry is damaged, which may show only at its end
     */
    InputStream open(Entry entry) throws IOException;

    /**
     * All bytes of a file in the archive.
     *
     * @throws BadArchive when there are more than {@code most}, or the entry is damaged
     */
    default byte[] bytes(Entry entry, int most) throws IOException {
        if (entry.size() > most) {
            throw new BadArchive(
                    "file_too_large", "the file has %,d bytes; a picture may have %,d".formatted(entry.size(), most));
        }
        try (InputStream in = open(entry)) {
            byte[] bytes = in.readNBytes((int) entry.size());
            if (bytes.length < entry.size() || in.read() >= 0) {
                throw new BadArchive(
                        "damaged_entry",
                        "the archive says %,d bytes and has %,d".formatted(entry.size(), bytes.length));
            }
            return bytes;
        }
    }
}
