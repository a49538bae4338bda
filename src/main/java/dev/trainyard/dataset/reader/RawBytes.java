package dev.trainyard.dataset.reader;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The uploaded bytes: unpacked when they are gzipped, without byte-order mark, and known not to be binary. */
final class RawBytes {

    private static final int LOOK = 1 << 16;
    private static final long MOST_UNPACKED_TO_ONE = 500;
    private static final long ALWAYS_ALLOWED = 64L << 20;
    private static final byte[] UTF8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final Map<String, String> SIGNATURES = Map.of(
            "PK\u0003\u0004", "a zip archive (or an Excel workbook: save it as CSV)",
            "\u00d0\u00cf\u0011\u00e0", "an old Excel workbook (save it as CSV)",
            "\u0089PNG", "a PNG image",
            "\u00ff\u00d8\u00ff", "a JPEG image",
            "GIF8", "a GIF image",
            "%PDF", "a PDF document",
            "PAR1", "a Parquet file",
            "\u007fELF", "a program",
            "SQLite format 3", "an SQLite database",
            "\u001f\u008b", "gzipped twice");

    private final Path file;

    RawBytes(Path file) {
        this.file = file;
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

    private InputStream unpacked() throws IOException {
        InputStream packed = Files.newInputStream(file);
        byte[] magic;
        try (InputStream peeked = Files.newInputStream(file)) {
            magic = peeked.readNBytes(2);
        }
        if (magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return new Gunzipped(new GZIPInputStream(packed, LOOK), Files.size(file));
        }
        return packed;
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

    /** Refuses to unpack endlessly, and says so when the archive is damaged. */
    private static final class Gunzipped extends FilterInputStream {

        private final long most;
        private long unpacked;

        Gunzipped(InputStream unpacking, long packedBytes) {
            super(unpacking);
            this.most = Math.max(ALWAYS_ALLOWED, packedBytes * MOST_UNPACKED_TO_ONE);
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
                if (unpacked > most) {
                    throw new Unreadable(
                            "unpacks_too_far",
                            "the gzipped file unpacks to more than %d times its size; upload it unpacked"
                                    .formatted(MOST_UNPACKED_TO_ONE));
                }
                return count;
            } catch (EOFException | ZipException e) {
                throw new Unreadable("damaged_gzip", "the gzipped file is damaged after %d bytes".formatted(unpacked));
            }
        }
    }
}
