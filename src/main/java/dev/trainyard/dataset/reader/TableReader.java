package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads a table or a text: cuts the bytes into cells, lets their majority say what a column is, and keeps the rows that fit. */
public final class TableReader {

    /** The name of the typed rows in the folder. */
    public static final String TYPED = "typed.parquet";

    private static final int SNIFFED_BYTES = RowScanner.LONGEST_ROW + (1 << 16);

    private final RawBytes packed;
    private final DatasetSpec spec;
    private final Path folder;
    private final Path tidy;

    private TableReader(Path file, DatasetSpec spec, Path folder) {
        this.packed = new RawBytes(file);
        this.spec = spec;
        this.folder = folder;
        this.tidy = folder.resolve("tidy.csv");
    }

    /** Reads a file; the typed rows and everything in passing go into the folder. */
    public static Reading read(Path file, DatasetSpec spec, Path folder) throws IOException, SQLException {
        try {
            return new TableReader(file, spec, folder).read();
        } catch (Unreadable e) {
            return Reading.rejected(spec, e.rejects(), e.reason());
        } catch (SQLException e) {
            if (ParquetTable.isOutOfMemory(e)) {
                return Reading.rejected(
                        spec,
                        new Reason(
                                "too_much_memory",
                                "the table needs more memory than a reading may take; split it, or leave out columns"));
            }
            throw e;
        }
    }

    private Reading read() throws IOException, SQLException {
        try (Loaded loaded = load()) {
            return new Typing(shaped(loaded), spec, folder).reading();
        }
    }

    private Loaded shaped(Loaded loaded) throws SQLException {
        return loaded.readAs().kind() == DatasetKind.BINARY_MATRIX ? new BinaryMatrix(loaded).shaped() : loaded;
    }

    private DatasetKind kind() {
        if (spec.kind() != null) {
            return spec.kind();
        }
        if (spec.matrix() != null) {
            return DatasetKind.BINARY_MATRIX;
        }
        return spec.sequence() == null ? DatasetKind.TABULAR : DatasetKind.SEQUENCES;
    }

    private Loaded load() throws IOException, SQLException {
        if (spec.images() != null) {
            throw new Unreadable(
                    "no_pictures",
                    "the description speaks of images, and the file is a table or text; leave 'images' out");
        }
        DatasetSpec table = spec.withNullValues(spec.nullValuesOrUsual()).withKind(kind());
        Format format = Format.of(packed, spec);
        if (format != Format.PARQUET) {
            packed.beginning(RawBytes.LOOK); // refuses what is no text before it is unpacked
        }
        RawBytes raw = packed.unpackedInto(folder);
        return switch (format) {
            case PARQUET -> new ParquetTable(raw.file(), table).load(folder);
            case JSON_LINES -> Loaded.of(new JsonLines(raw, spec).into(tidy), tidy, folder, table);
            case CSV -> loadText(raw, table);
        };
    }

    private Loaded loadText(RawBytes raw, DatasetSpec table) throws IOException, SQLException {
        byte[] beginning = raw.beginning(SNIFFED_BYTES);
        if (table.kind() != DatasetKind.TEXT) {
            EndlessLine.refuseColumns(raw, beginning, spec);
        }
        Sniffer sniffer = new Sniffer(beginning, beginning.length < SNIFFED_BYTES, spec);
        Dialect dialect = sniffer.dialect();
        if (new Prose(table, sniffer, dialect).isMeant()) {
            DatasetSpec text = spec.withKind(DatasetKind.TEXT).withColumns(Prose.COLUMNS);
            return Loaded.of(new PlainText(raw).into(tidy), tidy, folder, text);
        }
        boolean header = sniffer.hasHeader(dialect);
        DatasetSpec readAs = table.withHeader(header)
                .withSigns(
                        dialect.delimiter() == Dialect.NONE ? null : String.valueOf(dialect.delimiter()),
                        String.valueOf(dialect.quote()));
        int width = sniffer.usualWidth(dialect);
        List<String> names = Tidying.names(raw, dialect, header, width);
        Optional<Loaded> plain = plain(raw, dialect, names, readAs, sniffer);
        if (plain.isPresent()) {
            return plain.get();
        }
        Tidying cut = new Tidying(raw, dialect, header, width, spec).into(tidy);
        return Loaded.of(cut, tidy, folder, readAs);
    }

    /** The table as it lies there, where it can be read like that. */
    private Optional<Loaded> plain(
            RawBytes raw, Dialect dialect, List<String> names, DatasetSpec readAs, Sniffer sniffer)
            throws IOException, SQLException {
        Tidying.refuseTooMany(names.size());
        Optional<PlainTable> table = readAs.kind() == DatasetKind.BINARY_MATRIX
                ? Optional.empty()
                : PlainTable.of(raw, dialect, names, readAs);
        return table.isPresent() ? table.get().load(folder, sniffer.rows(dialect)) : Optional.empty();
    }
}
