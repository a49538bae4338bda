package dev.trainyard.dataset.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Text that is no table: one column {@value #COLUMN}, a row a line with its line end, so that the rows one after the other
 * are the text (without a byte-order mark) to the last sign. Lines over {@value #LONG_ROW} bytes become several rows.
 */
final class PlainText implements Cut {

    static final String COLUMN = "text";

    private static final int LONG_ROW = 1 << 14;
    private static final int LONGEST_SIGN = 4;

    private final RawBytes raw;
    private final byte[] row = new byte[LONG_ROW + LONGEST_SIGN];
    private int length;
    private long rows;
    private long bytes;

    PlainText(RawBytes raw) {
        this.raw = raw;
    }

    /** Writes the tidy form. */
    PlainText into(Path target) throws IOException {
        try (InputStream text = raw.open();
                TidyFile tidy = new TidyFile(target, List.of())) {
            for (int b = text.read(); b >= 0; b = text.read()) {
                if (length >= LONG_ROW && !isContinuation(b)) {
                    end(tidy);
                }
                add(b);
                if (b == '\n') {
                    end(tidy);
                }
            }
            if (length > 0) {
                end(tidy);
            }
            rows = tidy.rows();
        }
        return this;
    }

    private void add(int b) {
        if (b == 0) {
            throw new Unreadable(
                    "binary_file", "byte %,d of the file is NUL: it is binary, not text".formatted(bytes + 1));
        }
        if (length == row.length) {
            throw notUtf8();
        }
        row[length++] = (byte) b;
        bytes++;
    }

    /** Whether it is within a sign: rows end between two. */
    private static boolean isContinuation(int b) {
        return (b & 0xc0) == 0x80;
    }

    private void end(TidyFile tidy) throws IOException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row, 0, length));
        } catch (CharacterCodingException e) {
            throw notUtf8();
        }
        tidy.begin(tidy.rows() + 1);
        tidy.cell(row, 0, length);
        tidy.end();
        length = 0;
    }

    private Unreadable notUtf8() {
        return new Unreadable(
                "not_utf8",
                "the text is not UTF-8 (around byte %,d); is it Latin-1 or Windows-1252? Save it as UTF-8"
                        .formatted(bytes));
    }

    @Override
    public List<String> names() {
        return List.of(COLUMN);
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public BrokenRows broken() {
        return new BrokenRows();
    }
}
