package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What the bytes of a table are, by their beginning. */
enum Format {
    CSV,
    JSON_LINES,
    PARQUET;

    private static final int LOOK = 4_096;
    private static final String PARQUET_MAGIC = "PAR1";

    /** @throws Unreadable when they are one JSON document */
    static Format of(RawBytes raw, DatasetSpec spec) throws IOException {
        String start = start(raw);
        if (start.startsWith(PARQUET_MAGIC)) {
            return PARQUET;
        }
        boolean saidToBeCsv = spec.delimiter() != null || spec.quote() != null || spec.header() != null;
        String text = start.stripLeading();
        if (saidToBeCsv || text.isEmpty()) {
            return CSV;
        }
        if (text.charAt(0) == '[' && text.substring(1).stripLeading().startsWith("{")) {
            throw new Unreadable(
                    "json_document",
                    "the file is one JSON array; write each of its objects on a line of its own (JSON Lines)");
        }
        return text.charAt(0) == '{' ? JSON_LINES : CSV;
    }

    private static String start(RawBytes raw) throws IOException {
        try (InputStream bytes = raw.open()) {
            return new String(bytes.readNBytes(LOOK), StandardCharsets.ISO_8859_1);
        }
    }
}
