package dev.trainyard.dataset.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** The unpacked bytes of one entry of a zip archive: no more than it says, and at the end held against its checksum. */
final class CheckedEntry extends InputStream {

    private static final int BUFFER = 1 << 13;

    private final Inflater inflater = new Inflater(true);
    private final InputStream unpacked;
    private final long size;
    private final int expected;
    private final CRC32 crc = new CRC32();
    private long count;

    CheckedEntry(InputStream packed, boolean deflated, long size, int expected) {
        this.unpacked = deflated ? new InflaterInputStream(packed, inflater, BUFFER) : packed;
        this.size = size;
        this.expected = expected;
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
        int read = unpack(target, offset, length);
        if (read < 0) {
            checkEnd();
            return -1;
        }
        crc.update(target, offset, read);
        count += read;
        if (count > size) {
            throw damaged("it unpacks to more than the %,d bytes it says".formatted(size));
        }
        return read;
    }

    private int unpack(byte[] target, int offset, int length) throws IOException {
        try {
            return unpacked.read(target, offset, length);
        } catch (ZipException | EOFException e) {
            throw damaged("it cannot be unpacked beyond byte %,d".formatted(count));
        }
    }

    private void checkEnd() throws BadArchive {
        if (count < size) {
            throw damaged("it says %,d bytes and has %,d".formatted(size, count));
        }
        if ((int) crc.getValue() != expected) {
            throw damaged("its checksum is another one");
        }
    }

    private static BadArchive damaged(String how) {
        return new BadArchive("damaged_entry", "the entry of the archive is damaged: " + how);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
