package dev.trainyard.dataset.web;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Several stored files as one zip archive, made while it is read; the same files make the same bytes. */
final class PackedFiles extends InputStream {

    private static final int BUFFER = 1 << 16;
    private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final ObjectStore store;
    private final Iterator<Map.Entry<String, Digest>> files;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(packed);
    private byte[] ready = new byte[0];
    private int position;
    private @Nullable InputStream file;
    private boolean finished;

    /** @param files by their names */
    PackedFiles(ObjectStore store, Map<String, Digest> files) {
        this.store = store;
        this.files = new LinkedHashMap<>(files).entrySet().iterator();
        zip.setLevel(Deflater.NO_COMPRESSION);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == ready.length) {
            if (finished) {
                return -1;
            }
            pack();
            ready = packed.toByteArray();
            packed.reset();
            position = 0;
        }
        int count = Math.min(length, ready.length - position);
        System.arraycopy(ready, position, target, offset, count);
        position += count;
        return count;
    }

    /** Packs a little more. */
    private void pack() throws IOException {
        if (file != null) {
            packFile(file);
        } else if (files.hasNext()) {
            Map.Entry<String, Digest> next = files.next();
            ZipEntry entry = new ZipEntry(next.getKey());
            entry.setTimeLocal(ALWAYS);
            zip.putNextEntry(entry);
            file = store.open(next.getValue());
        } else {
            zip.close();
            finished = true;
        }
    }

    private void packFile(InputStream open) throws IOException {
        byte[] bytes = open.readNBytes(BUFFER);
        zip.write(bytes);
        if (bytes.length < BUFFER) {
            open.close();
            file = null;
            zip.closeEntry();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
