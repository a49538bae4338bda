package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table that says more of each picture, such as {@code path,label}. */
final class LabelFile {

    private static final Set<String> CLASSES =
            Set.of("label", "class", "target", "y", "category", "label_id", "class_id", "digit");
    private static final List<String> USUAL_NAMES = List.of("path", "label");

    private final byte[] bytes;
    private final Dialect dialect;
    private final boolean header;
    private final List<String> nullValues;
    private final List<String> names;

    private LabelFile(byte[] bytes, Dialect dialect, boolean header, List<String> nullValues, List<String> names) {
        this.bytes = bytes;
        this.dialect = dialect;
        this.header = header;
        this.nullValues = nullValues;
        this.names = names;
    }

    /** What takes the rows. */
    @FunctionalInterface
    interface Rows {

        /**
         * Takes a row.
         *
         * @param cells as many as there are names; null where one is missing
         */
        void take(long line, List<@Nullable String> cells) throws IOException;
    }

    /** @throws Unreadable when it has no rows */
    static LabelFile of(byte[] bytes, DatasetSpec spec) throws IOException {
        byte[] text = withoutMark(bytes);
        Sniffer sniffer = new Sniffer(text, true, spec);
        Dialect dialect = sniffer.dialect();
        boolean header = sniffer.hasHeader(dialect);
        RowScanner scanner = new RowScanner(new ByteArrayInputStream(text), dialect);
        if (scanner.next() != RowScanner.Found.ROW) {
            throw new Unreadable("bad_labels", "labels.csv cannot be read; expected rows such as path,label");
        }
        List<String> names = header
                ? Names.ofHeader(scanner.row().cellTexts())
                : usualNames(scanner.row().size());
        Names.refuseDoubled(names);
        return new LabelFile(text, dialect, header, spec.nullValuesOrUsual(), names);
    }

    private static byte[] withoutMark(byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private static List<String> usualNames(int columns) {
        List<String> names = new ArrayList<>(Names.numbered(columns));
        for (int i = 0; i < Math.min(columns, USUAL_NAMES.size()); i++) {
            names.set(i, USUAL_NAMES.get(i));
        }
        return names;
    }

    static boolean isCalledLikeAClass(String name) {
        return CLASSES.contains(name.toLowerCase(Locale.ROOT));
    }

    List<String> names() {
        return names;
    }

    /** The first column that is called so, or else -1. */
    int column(List<String> candidates) {
        for (String candidate : candidates) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equalsIgnoreCase(candidate)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Goes through all rows; those that are broken are told. */
    void each(PictureRejects rejects, Rows rows) throws IOException {
        RowScanner scanner = new RowScanner(new ByteArrayInputStream(bytes), dialect);
        boolean first = true;
        for (RowScanner.Found found = scanner.next(); found != RowScanner.Found.END; found = scanner.next()) {
            if (found != RowScanner.Found.ROW) {
                rejects.add(
                        scanner.line(),
                        "labels.csv",
                        BrokenRows.code(found),
                        "labels.csv: " + BrokenRows.message(found));
            } else if (scanner.row().size() != names.size()) {
                rejects.add(
                        scanner.row().line(),
                        scanner.row().excerpt(),
                        scanner.row().size() < names.size() ? "too_few_cells" : "too_many_cells",
                        "the row of labels.csv has %d cells where %d are expected"
                                .formatted(scanner.row().size(), names.size()));
            } else if (!first || !header) {
                rows.take(scanner.row().line(), cells(scanner.row()));
            }
            first = false;
        }
    }

    private List<@Nullable String> cells(Row row) {
        List<@Nullable String> cells = new ArrayList<>();
        for (String cell : row.cellTexts()) {
            cells.add(nullValues.contains(cell) ? null : cell);
        }
        return cells;
    }
}
