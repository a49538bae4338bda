package dev.trainyard.dataset.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Gzipped bytes, unpacked, but not endlessly. */
public final class Gunzipped extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final InputStream unpacking;
    private final long packed;
    private long unpacked;

    private Gunzipped(InputStream unpacking, long packed) {
        this.unpacking = unpacking;
        this.packed = packed;
    }

    /**
     * Unpacks a stream.
     *
     * @param packed how many bytes it has
     */
    public static InputStream of(InputStream gzipped, long packed) throws IOException {
        try {
            return new Gunzipped(new GZIPInputStream(gzipped, BUFFER), packed);
        } catch (EOFException | ZipException e) {
            throw new BadArchive("damaged_gzip", "the gzipped file is damaged at its beginning");
        }
    }

    /** The bytes of a file, unpacked where they are gzipped. */
    static InputStream openIfGzipped(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return isGzipped(beginning(file, 2)) ? of(bytes, Files.size(file)) : bytes;
    }

    public static boolean isGzipped(byte[] beginning) {
        return beginning.length >= 2 && (beginning[0] & 0xff) == 0x1f && (beginning[1] & 0xff) == 0x8b;
    }

    private static byte[] beginning(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = unpacking.read(buffer, offset, length);
            unpacked += Math.max(0, count);
            Limits.checkUnpacked(unpacked, packed);
            return count;
        } catch (EOFException | ZipException e) {
            throw new BadArchive("damaged_gzip", "the gzipped file is damaged after %,d bytes".formatted(unpacked));
        }
    }

    @Override
    public void close() throws IOException {
        unpacking.close();
    }
}
