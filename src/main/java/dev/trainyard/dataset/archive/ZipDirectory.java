package dev.trainyard.dataset.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Where a zip archive's list of entries lies (APPNOTE 4.3.12 to 4.3.16).
 *
 * @param entries as the archive says
 */
record ZipDirectory(long start, long size, long entries) {

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long LARGEST = 256L << 20;

    /** Finds it from the end of the file. */
    static ZipDirectory in(FileChannel file) throws IOException {
        long tailStart = Math.max(0, file.size() - END_BYTES - LONGEST_COMMENT);
        ByteBuffer tail = Slice.read(file, tailStart, (int) (file.size() - tailStart));
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_BYTES + (tail.getShort(at + 20) & 0xffff) <= tail.limit()) {
                return checked(of(file, tail, at, tailStart + at), file);
            }
        }
        throw damaged("its list of entries is missing; was it cut off?");
    }

    private static ZipDirectory of(FileChannel file, ByteBuffer tail, int at, long end) throws IOException {
        long entries = tail.getShort(at + 10) & 0xffffL;
        long size = tail.getInt(at + 12) & 0xffffffffL;
        long start = tail.getInt(at + 16) & 0xffffffffL;
        boolean large = entries == 0xffff || size == 0xffffffffL || start == 0xffffffffL;
        boolean parts =
                tail.getShort(at + 4) != tail.getShort(at + 6) || tail.getShort(at + 8) != tail.getShort(at + 10);
        if (parts) {
            throw new BadArchive("zip_in_parts", "the zip archive is one part of several; join them to one");
        }
        return large && end >= LOCATOR_BYTES
                ? large(file, end, new ZipDirectory(start, size, entries))
                : new ZipDirectory(start, size, entries);
    }

    private static ZipDirectory large(FileChannel file, long end, ZipDirectory small) throws IOException {
        ByteBuffer locator = Slice.read(file, end - LOCATOR_BYTES, LOCATOR_BYTES);
        if (locator.getInt(0) != LOCATOR_64) {
            return small;
        }
        long at = locator.getLong(8);
        if (at < 0 || at > end - LOCATOR_BYTES - END_64_BYTES) {
            throw damaged("its list of entries lies outside of it");
        }
        ByteBuffer record = Slice.read(file, at, END_64_BYTES);
        if (record.getInt(0) != END_64) {
            throw damaged("its list of entries is not where it should be");
        }
        return new ZipDirectory(record.getLong(48), record.getLong(40), record.getLong(32));
    }

    private static ZipDirectory checked(ZipDirectory directory, FileChannel file) throws IOException {
        if (directory.entries < 0 || directory.entries > Limits.MOST_ENTRIES || directory.size > LARGEST) {
            throw Limits.tooManyEntries(Math.max(directory.entries, Limits.MOST_ENTRIES));
        }
        if (directory.start < 0 || directory.size < 0 || directory.start > file.size() - directory.size) {
            throw damaged("its list of entries lies outside of it");
        }
        return directory;
    }

    static BadArchive damaged(String how) {
        return new BadArchive("damaged_zip", "the zip archive is damaged: " + how);
    }

    /** Its bytes. */
    DataInputStream open(FileChannel file) {
        return new DataInputStream(new BufferedInputStream(new Slice(file, start, size), 1 << 16));
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
