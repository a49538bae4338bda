package dev.trainyard.dataset.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A zip archive by its list of entries, whose claims are held against each other before anything is unpacked. */
final class ZipArchive implements Archive {

    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int UNIX_FORMAT = 0xf000;
    private static final int UNIX_FOLDER = 0x4000;
    private static final int UNIX_FILE = 0x8000;

    private final FileChannel file;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Packed> packed = new ArrayList<>();

    private ZipArchive(FileChannel file) {
        this.file = file;
    }

    /** Where the bytes of an entry lie, and how. */
    private record Packed(long header, long bytes, int nameBytes, int method, int crc) {

        long end() {
            return header + LOCAL_BYTES + nameBytes + bytes;
        }
    }

    static ZipArchive open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path);
        try {
            ZipArchive archive = new ZipArchive(file);
            archive.readDirectory();
            return archive;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void readDirectory() throws IOException {
        ZipDirectory directory = ZipDirectory.in(file);
        try (DataInputStream in = directory.open(file)) {
            for (int number = 1; number <= directory.entries(); number++) {
                readEntry(number, in);
            }
        } catch (EOFException e) {
            throw ZipDirectory.damaged(
                    "it says %,d entries and lists %,d".formatted(directory.entries(), entries.size()));
        }
        refuseOverlaps(directory.start());
        Limits.checkUnpacked(entries.stream().mapToLong(Entry::size).reduce(0, ZipArchive::sum), file.size());
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private void readEntry(int number, DataInputStream in) throws IOException {
        ByteBuffer fixed = ZipDirectory.littleEndian(exactly(in, ENTRY_BYTES));
        if (fixed.getInt(0) != ENTRY) {
            throw ZipDirectory.damaged("entry %,d of its list is none".formatted(number));
        }
        byte[] name = exactly(in, fixed.getShort(28) & 0xffff);
        ByteBuffer extra = ZipDirectory.littleEndian(exactly(in, fixed.getShort(30) & 0xffff));
        in.skipNBytes(fixed.getShort(32) & 0xffff);
        long[] numbers = {unsigned(fixed, 24), unsigned(fixed, 20), unsigned(fixed, 42)};
        replaceLarge(numbers, extra);
        String text = EntryName.of(name);
        int method = fixed.getShort(10) & 0xffff;
        Packed where = new Packed(numbers[2], numbers[1], name.length, method, fixed.getInt(16));
        if (numbers[0] < 0 || numbers[1] < 0 || numbers[2] < 0 || where.end() < 0) {
            throw ZipDirectory.damaged("entry %,d has impossible sizes".formatted(number));
        }
        entries.add(new Entry(number, text, numbers[0], kind(text, fixed, method)));
        packed.add(where);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xffffffffL;
    }

    /** Numbers that do not fit into 32 bits stand, in this order, in the extra field of number 1. */
    private static void replaceLarge(long[] numbers, ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
            int end = extra.position() + length;
            for (int i = 0; id == 1 && i < numbers.length; i++) {
                if (numbers[i] == 0xffffffffL && end - extra.position() >= 8) {
                    numbers[i] = extra.getLong();
                }
            }
            extra.position(end);
        }
    }

    private static Entry.Kind kind(String name, ByteBuffer fixed, int method) {
        boolean unix = (fixed.get(5) & 0xff) == 3;
        int format = unix ? (fixed.getInt(38) >>> 16) & UNIX_FORMAT : 0;
        if (name.endsWith("/") || format == UNIX_FOLDER) {
            return Entry.Kind.FOLDER;
        }
        if (format != 0 && format != UNIX_FILE) {
            return Entry.Kind.LINK;
        }
        if ((fixed.getShort(8) & 1) != 0) {
            return Entry.Kind.ENCRYPTED;
        }
        return method == 0 || method == 8 ? Entry.Kind.FILE : Entry.Kind.UNKNOWN_METHOD;
    }

    /** No two entries may share bytes: that is how a small archive unpacks to a huge one. */
    private void refuseOverlaps(long directoryStart) throws BadArchive {
        Packed[] inOrder = packed.toArray(Packed[]::new);
        Arrays.sort(inOrder, Comparator.comparingLong(Packed::header));
        long end = 0;
        for (Packed next : inOrder) {
            if (next.header() < end) {
                throw new BadArchive(
                        "overlapping_entries",
                        "entries of the zip archive share bytes, which no honest program writes");
            }
            end = next.end();
        }
        if (end > directoryStart) {
            throw ZipDirectory.damaged("an entry reaches over its end");
        }
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public InputStream open(Entry entry) throws IOException {
        Packed where = packed.get(entry.number() - 1);
        ByteBuffer header = Slice.read(file, where.header(), LOCAL_BYTES);
        if (header.getInt(0) != LOCAL || (header.getShort(8) & 0xffff) != where.method()) {
            throw new BadArchive("damaged_entry", "the list of the archive and the entry itself differ");
        }
        long start = where.header() + LOCAL_BYTES + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
        Slice bytes = new Slice(file, start, where.bytes());
        return new CheckedEntry(bytes, where.method() == 8, entry.size(), where.crc());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
