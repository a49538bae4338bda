package dev.trainyard.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object's bytes from the first to the last, which are withheld at their end when they are not those it was stored with: who
 * was promised so many bytes sees that some are missing.
 */
final class VerifiedStream extends FilterInputStream {

    private static final int PIECE = 1 << 13;

    private final Digest expected;
    private final MeasuredStream measured;
    private long left;

    VerifiedStream(InputStream bytes, long length, Digest expected) {
        this(new MeasuredStream(bytes, Long.MAX_VALUE), length, expected);
    }

    private VerifiedStream(MeasuredStream measured, long length, Digest expected) {
        super(measured);
        this.measured = measured;
        this.left = length;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws CorruptObject in place of the last bytes of a damaged object */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        left -= Math.max(count, 0);
        if (left == 0) {
            verify();
        }
        return count;
    }

    private void verify() throws IOException {
        left = -1; // once
        Digest found = measured.measured().digest();
        if (!found.equals(expected)) {
            throw new CorruptObject(expected, found);
        }
    }

    /** Reads what is skipped. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(count, PIECE)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
