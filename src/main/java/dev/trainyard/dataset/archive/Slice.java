package dev.trainyard.dataset.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A part of a file as a stream; several threads may each read one of their own. */
final class Slice extends InputStream {

    private final FileChannel file;
    private final long end;
    private long position;

    Slice(FileChannel file, long start, long length) {
        this.file = file;
        this.position = start;
        this.end = start + length;
    }

    /** Bytes of a file. */
    static ByteBuffer read(FileChannel file, long start, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, start + bytes.position()) < 0) {
                throw new EOFException("the file ends at byte " + file.size());
            }
        }
        return bytes.flip();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int most = (int) Math.min(length, end - position);
        int count = most <= 0 ? -1 : file.read(ByteBuffer.wrap(target, offset, most), position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }
}
