package dev.trainyard.storage;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an object on their way over the network: when they break off, or end too early, it was the store that did not
 * answer.
 */
final class FetchedStream extends FilterInputStream {

    private long left;

    /** @param length how many bytes the store has promised */
    FetchedStream(InputStream bytes, long length) {
        super(bytes);
        this.left = length;
    }

    /** How many bytes are still to come. */
    long left() {
        return left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = in.read(bytes, offset, length);
            if (count < 0 && left > 0) {
                throw new EOFException("%d bytes are missing".formatted(left));
            }
            left -= Math.max(count, 0);
            return count;
        } catch (IOException e) {
            throw new StoreUnavailable(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(count);
        left -= skipped;
        return skipped;
    }
}
