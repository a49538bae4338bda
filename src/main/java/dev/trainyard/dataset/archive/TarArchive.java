package dev.trainyard.dataset.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tar archive, perhaps gzipped; its files are laid behind each other into one file, from where any can be read. */
final class TarArchive implements Archive {

    private static final int BLOCK = 512;
    private static final int LONGEST_EXTENSION = 1 << 16;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private final FileChannel unpacked;
    private final long packed;
    private final byte[] buffer = new byte[1 << 14];
    private @Nullable String longName;
    private long longSize = -1;

    private TarArchive(FileChannel unpacked, long packed) {
        this.unpacked = unpacked;
        this.packed = packed;
    }

    /**
     * Unpacks an archive.
     *
     * @param target the one file that is written
     */
    static TarArchive open(Path file, Path target) throws IOException {
        try (InputStream tar = new BufferedInputStream(Gunzipped.openIfGzipped(file), 1 << 16);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 18)) {
            TarArchive archive = new TarArchive(FileChannel.open(target), Files.size(file));
            try {
                archive.unpack(tar, out);
                return archive;
            } catch (IOException | RuntimeException e) {
                archive.close();
                throw e;
            }
        }
    }

    private void unpack(InputStream tar, OutputStream out) throws IOException {
        long written = 0;
        for (byte[] block = block(tar); block.length == BLOCK; block = block(tar)) {
            TarHeader header = TarHeader.of(block);
            if (header == null) {
                return;
            }
            if (header.isExtension()) {
                extend(header, exactly(tar, header.size()));
            } else {
                written += take(header, tar, out, written);
            }
        }
        throw damaged("it is cut off after %,d entries".formatted(entries.size()));
    }

    private static byte[] block(InputStream tar) throws IOException {
        return tar.readNBytes(BLOCK);
    }

    /** A long name or attributes of the entry that follows. */
    private void extend(TarHeader header, byte[] content) {
        if (header.type() == 'L') {
            longName = EntryName.of(TarHeader.untilNul(content, 0, content.length));
        } else if (header.type() == 'x') {
            TarHeader.attributes(content).forEach((name, value) -> {
                if (name.equals("path")) {
                    longName = value;
                } else if (name.equals("size") && value.matches("\\d{1,15}")) {
                    longSize = Long.parseLong(value);
                }
            });
        }
    }

    private byte[] exactly(InputStream tar, long size) throws IOException {
        if (size > LONGEST_EXTENSION) {
            throw damaged("the name or attributes of entry %,d take %,d bytes".formatted(entries.size() + 1, size));
        }
        byte[] bytes = tar.readNBytes((int) size);
        if (bytes.length < size) {
            throw damaged("it is cut off within the name of entry %,d".formatted(entries.size() + 1));
        }
        tar.readNBytes(padding(size));
        return bytes;
    }

    private static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    private long take(TarHeader header, InputStream tar, OutputStream out, long start) throws IOException {
        Limits.checkEntries(entries.size(), packed);
        String name = longName == null ? header.name() : longName;
        long size = longSize < 0 ? header.size() : longSize;
        longName = null;
        longSize = -1;
        long bytes = header.hasBytes() ? size : 0;
        entries.add(new Entry(entries.size() + 1, name, bytes, header.kind(name)));
        starts.add(start);
        copy(tar, out, bytes);
        tar.readNBytes(padding(bytes));
        return bytes;
    }

    private void copy(InputStream tar, OutputStream out, long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            int count = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw damaged("it is cut off within entry %,d".formatted(entries.size()));
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private static BadArchive damaged(String how) {
        return new BadArchive("damaged_tar", "the tar archive is damaged: " + how);
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public InputStream open(Entry entry) {
        return new Slice(unpacked, starts.get(entry.number() - 1), entry.size());
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
