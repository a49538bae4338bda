package dev.trainyard.dataset.reader;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What is in a packed file. It refuses to unpack endlessly, and says so when the file is damaged. */
final class Unpacked extends FilterInputStream {

    private static final int BUFFER = 1 << 16;
    private static final long MOST_UNPACKED_TO_ONE = 500;

    /** Small files may unpack to so much whatever their size. */
    private static final long ALWAYS_ALLOWED = 16L << 20;

    private final String packing;
    private final long most;
    private long unpacked;

    private Unpacked(InputStream unpacking, String packing, long packedBytes) {
        super(unpacking);
        this.packing = packing;
        this.most = Math.max(ALWAYS_ALLOWED, packedBytes * MOST_UNPACKED_TO_ONE);
    }

    static Unpacked of(InputStream packed, RawBytes.Packing packing, long packedBytes) throws IOException {
        String name = packing.name().toLowerCase(Locale.ROOT);
        try {
            InputStream unpacking = packing == RawBytes.Packing.ZSTD
                    ? new ZstdInputStream(packed)
                    : new GZIPInputStream(packed, BUFFER);
            return new Unpacked(unpacking, name, packedBytes);
        } catch (EOFException | ZipException e) {
            throw damaged(name, 0);
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
            int count = super.read(buffer, offset, length);
            unpacked += Math.max(0, count);
            if (unpacked > most) {
                throw new Unreadable(
                        "unpacks_too_far",
                        "the file, packed with %s, unpacks to more than %d times its size; upload it unpacked"
                                .formatted(packing, MOST_UNPACKED_TO_ONE));
            }
            return count;
        } catch (EOFException | ZipException | MalformedInputException e) {
            throw damaged(packing, unpacked);
        } catch (IOException e) {
            if (packing.equals("zstd")) {
                throw damaged(packing, unpacked);
            }
            throw e;
        }
    }

    private static Unreadable damaged(String packing, long unpacked) {
        return new Unreadable(
                "damaged_" + packing,
                "the file, packed with %s, is damaged after %,d unpacked bytes".formatted(packing, unpacked));
    }
}
