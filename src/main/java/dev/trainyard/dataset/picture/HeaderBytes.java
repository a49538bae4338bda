package dev.trainyard.dataset.picture;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** The bytes of a picture from its beginning, of which only so many are looked at. */
final class HeaderBytes {

    private static final int MOST = 16 << 20;

    private final InputStream in;
    private int position;

    /** @param start what was read already */
    HeaderBytes(byte[] start, InputStream rest) {
        this.in = new SequenceInputStream(new ByteArrayInputStream(start), rest);
    }

    int next() throws IOException {
        int b = in.read();
        if (b < 0 || position++ > MOST) {
            throw new EOFException();
        }
        return b;
    }

    void skipTo(int offset) throws IOException {
        skip(offset - position);
    }

    void skip(int bytes) throws IOException {
        if (bytes < 0 || position + bytes > MOST) {
            throw new EOFException();
        }
        in.skipNBytes(bytes);
        position += bytes;
    }

    byte[] bytes(int count) throws IOException {
        if (count < 0 || position + count > MOST) {
            throw new EOFException();
        }
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        position += count;
        return bytes;
    }

    int bigEndian(int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    int littleEndian(int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= next() << 8 * i;
        }
        return value;
    }
}
