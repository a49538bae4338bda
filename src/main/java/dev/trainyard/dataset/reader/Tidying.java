package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Turns delimited text as people write it into its tidy form. Rows that are broken are left out and told. */
final class Tidying implements Cut {

    /** What one table may not exceed. */
    static final int MOST_COLUMNS = 2_000;

    private final RawBytes raw;
    private final Dialect dialect;
    private final boolean header;
    private final int width;
    private final DatasetSpec spec;
    private final BrokenRows broken = new BrokenRows();
    private List<String> names = List.of();
    private long rows;

    /** @param width how many cells a row has where there is no header to tell */
    Tidying(RawBytes raw, Dialect dialect, boolean header, int width, DatasetSpec spec) {
        this.raw = raw;
        this.dialect = dialect;
        this.header = header;
        this.width = width;
        this.spec = spec;
    }

    /** Writes the tidy form; afterwards the names, the number of rows and the broken ones are known. */
    Tidying into(Path target) throws IOException {
        try (InputStream text = raw.open();
                TidyFile tidy = new TidyFile(target, spec.nullValuesOrUsual())) {
            RowScanner scanner = new RowScanner(text, dialect);
            names = header ? readNames(scanner) : Names.numbered(width);
            refuseTooMany(names.size());
            for (RowScanner.Found found = scanner.next(); found != RowScanner.Found.END; found = scanner.next()) {
                take(scanner, found, tidy);
            }
            rows = tidy.rows();
        }
        return this;
    }

    /** The names of the columns, before anything else is read. */
    static List<String> names(RawBytes raw, Dialect dialect, boolean header, int width) throws IOException {
        if (!header) {
            return Names.numbered(width);
        }
        try (InputStream text = raw.open()) {
            return readNames(new RowScanner(text, dialect));
        }
    }

    private static List<String> readNames(RowScanner scanner) throws IOException {
        RowScanner.Found found = scanner.next();
        if (found == RowScanner.Found.END) {
            throw new Unreadable("empty_file", "the file has only blank lines; expected a header line and rows");
        }
        if (found != RowScanner.Found.ROW) {
            throw new Unreadable(
                    BrokenRows.code(found),
                    "the header (line %d) cannot be read: %s".formatted(scanner.line(), BrokenRows.message(found)));
        }
        refuseTooMany(scanner.row().size());
        return Names.ofHeader(scanner.row().cellTexts());
    }

    static void refuseTooMany(int columns) {
        if (columns > MOST_COLUMNS) {
            throw new Unreadable(
                    "too_many_columns",
                    "the table has %,d columns; at most %,d are read".formatted(columns, MOST_COLUMNS));
        }
    }

    private void take(RowScanner scanner, RowScanner.Found found, TidyFile tidy) throws IOException {
        if (found != RowScanner.Found.ROW) {
            broken.add(scanner.line(), found, scanner);
        } else if (scanner.row().size() != names.size()) {
            broken.addRagged(scanner.row(), names.size());
        } else {
            tidy.write(scanner.row());
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public BrokenRows broken() {
        return broken;
    }
}
