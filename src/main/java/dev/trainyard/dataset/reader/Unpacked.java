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
import org.apache.commons.io.input.BoundedInputStream;

/**
 * What is in a packed file. It refuses to unpack endlessly as soon as it does, and says so when the file is damaged. Tables
 * that repeat themselves, such as mostly empty ones or a few hundred rows again and again, pack to a hundredth and less;
 * beyond {@value #MOST_UNPACKED_TO_ONE} to one there is hardly anything but one row.
 */
final class Unpacked extends FilterInputStream {

    private static final int BUFFER = 1 << 14;
    private static final long MOST_UNPACKED_TO_ONE = 500;

    /** So much may come out whatever has gone in. */
    private static final long ALWAYS_ALLOWED = 16L << 20;

    private final BoundedInputStream packed;
    private final String packing;
    private long unpacked;

    private Unpacked(InputStream unpacking, BoundedInputStream packed, String packing) {
        super(unpacking);
        this.packed = packed;
        this.packing = packing;
    }

    static Unpacked of(InputStream bytes, RawBytes.Packing packing) throws IOException {
        String name = packing.name().toLowerCase(Locale.ROOT);
        BoundedInputStream packed = counted(bytes);
        try {
            InputStream unpacking = packing == RawBytes.Packing.ZSTD
                    ? new ZstdInputStream(packed)
                    : new GZIPInputStream(packed, BUFFER);
            return new Unpacked(unpacking, packed, name);
        } catch (EOFException | ZipException e) {
            throw damaged(name, 0);
        }
    }

    private static BoundedInputStream counted(InputStream bytes) throws IOException {
        return BoundedInputStream.builder().setInputStream(bytes).get();
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
            refuseTooMuch();
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

    private void refuseTooMuch() {
        if (unpacked > Math.max(ALWAYS_ALLOWED, packed.getCount() * MOST_UNPACKED_TO_ONE)) {
            throw new Unreadable(
                    "unpacks_too_far",
                    "%,d bytes of the file, packed with %s, unpack to more than %d times as many; upload it unpacked"
                            .formatted(packed.getCount(), packing, MOST_UNPACKED_TO_ONE));
        }
    }

    private static Unreadable damaged(String packing, long unpacked) {
        return new Unreadable(
                "damaged_" + packing,
                "the file, packed with %s, is damaged after %,d unpacked bytes".formatted(packing, unpacked));
    }
}
