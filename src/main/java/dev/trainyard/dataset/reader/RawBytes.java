package dev.trainyard.dataset.reader;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The uploaded bytes: unpacked when they are packed with gzip or zstd, without byte-order mark, and known not to be binary. */
final class RawBytes {

    static final int LOOK = 1 << 16;

    private static final long BYTES_BETWEEN_LOOKS = 64L << 20;
    private static final long ROOM_LEFT = 256L << 20;
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] UTF8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final Map<String, String> SIGNATURES = Map.of(
            "PK\u0003\u0004", "a zip archive (or an Excel workbook: save it as CSV)",
            "\u00d0\u00cf\u0011\u00e0", "an old Excel workbook (save it as CSV)",
            "\u0089PNG", "a PNG image",
            "\u00ff\u00d8\u00ff", "a JPEG image",
            "GIF8", "a GIF image",
            "%PDF", "a PDF document",
            "\u0028\u00b5\u002f\u00fd", "packed with zstd twice",
            "\u007fELF", "a program",
            "SQLite format 3", "an SQLite database",
            "\u001f\u008b", "gzipped twice");

    private final Path file;

    RawBytes(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Whether the file is the text: neither packed nor begun by a mark. */
    boolean isAsItLies() throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] magic = bytes.readNBytes(ZSTD_MAGIC.length);
            return Packing.of(magic) == Packing.NONE
                    && !Arrays.equals(Arrays.copyOf(magic, UTF8_MARK.length), UTF8_MARK);
        }
    }

    /** Opens the text of the file. */
    InputStream open() throws IOException {
        InputStream text = new BufferedInputStream(unpacked(), LOOK);
        text.mark(UTF8_MARK.length);
        if (!Arrays.equals(text.readNBytes(UTF8_MARK.length), UTF8_MARK)) {
            text.reset();
        }
        return text;
    }

    /** The packing of the file, which is taken off. */
    enum Packing {
        NONE,
        GZIP,
        ZSTD;

        static Packing of(byte[] magic) {
            if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
                return GZIP;
            }
            return Arrays.equals(magic, ZSTD_MAGIC) ? ZSTD : NONE;
        }
    }

    Packing packing() throws IOException {
        try (InputStream peeked = Files.newInputStream(file)) {
            return Packing.of(peeked.readNBytes(ZSTD_MAGIC.length));
        }
    }

    private InputStream unpacked() throws IOException {
        Packing packing = packing();
        InputStream packed = Files.newInputStream(file);
        return packing == Packing.NONE ? new BufferedInputStream(packed, LOOK) : Unpacked.of(packed, packing);
    }

    /** The same where it is not packed, else what is in it, as a new file in the folder. */
    RawBytes unpackedInto(Path folder) throws IOException {
        if (packing() == Packing.NONE) {
            return this;
        }
        Path target = folder.resolve("unpacked");
        try (InputStream bytes = unpacked();
                OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[LOOK];
            long sinceLook = 0;
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                if ((sinceLook += count) > BYTES_BETWEEN_LOOKS) {
                    refuseFullDisk(folder);
                    sinceLook = 0;
                }
                out.write(buffer, 0, count);
            }
        }
        return new RawBytes(target);
    }

    private static void refuseFullDisk(Path folder) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < ROOM_LEFT) {
            throw new Unreadable(
                    "no_room", "the file, unpacked, needs more room than there is on the server's disk; split it");
        }
    }

    /**
     * The beginning of the text.
     *
     * @throws Unreadable when there is none, or it is not text in UTF-8
     */
    byte[] beginning(int most) throws IOException {
        byte[] bytes;
        try (InputStream text = open()) {
            bytes = text.readNBytes(most);
        }
        if (bytes.length == 0) {
            throw new Unreadable("empty_file", "the file is empty; expected a header line and rows");
        }
        refuseBinary(bytes);
        return bytes;
    }

    private static void refuseBinary(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(16, bytes.length), StandardCharsets.ISO_8859_1);
        SIGNATURES.forEach((signature, name) -> {
            if (start.startsWith(signature)) {
                throw new Unreadable("binary_file", "the file is " + name + ", not a table as text");
            }
        });
        if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) {
            throw new Unreadable("not_utf8", "the file is UTF-16 text; save it as UTF-8");
        }
        for (int i = 0; i < Math.min(bytes.length, LOOK); i++) {
            if (bytes[i] == 0) {
                throw new Unreadable(
                        "binary_file",
                        "byte %d of the file is NUL: it is binary, not a table as text".formatted(i + 1));
            }
        }
    }
}
