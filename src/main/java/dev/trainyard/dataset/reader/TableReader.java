package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a table: cuts the text into cells, lets their majority say what a column is, and keeps the rows that fit. */
public final class TableReader {

    /** The name of the typed rows in the folder. */
    public static final String TYPED = "typed.parquet";

    private static final int MEMORY_MEGABYTES = 768;
    private static final int SNIFFED_BYTES = RowScanner.LONGEST_ROW + (1 << 16);

    private final RawBytes raw;
    private final DatasetSpec spec;
    private final Path folder;

    private TableReader(Path file, DatasetSpec spec, Path folder) {
        this.raw = new RawBytes(file);
        this.spec = spec;
        this.folder = folder;
    }

    /** Reads a file; the typed rows and everything in passing go into the folder. */
    public static Reading read(Path file, DatasetSpec spec, Path folder) throws IOException, SQLException {
        try {
            return new TableReader(file, spec, folder).read();
        } catch (Unreadable e) {
            return Reading.rejected(spec, e.reason());
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("Out of Memory")) {
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
        byte[] beginning = raw.beginning(SNIFFED_BYTES);
        Sniffer sniffer = new Sniffer(beginning, beginning.length < SNIFFED_BYTES, spec);
        Dialect dialect = sniffer.dialect();
        boolean header = sniffer.hasHeader(dialect);
        Path tidyFile = folder.resolve("tidy.csv");
        Tidying tidy = new Tidying(raw, dialect, header, sniffer.usualWidth(dialect), spec).into(tidyFile);
        Overrides overrides = Overrides.of(spec, tidy.names());
        if (tidy.rows() == 0) {
            return Reading.rejected(spec, brokenOnly(tidy.broken()), Unusable.broken(tidy, header));
        }
        try (Database database =
                Database.confinedTo(folder, MEMORY_MEGABYTES, tidy.names().size())) {
            database.loadCells(tidyFile, tidy.names().size());
            Files.delete(tidyFile);
            return type(database, tidy, overrides, readAs(dialect, header));
        }
    }

    private static Rejects brokenOnly(BrokenRows broken) {
        return new Rejects(broken.rows(), broken.first(), List.of());
    }

    private DatasetSpec readAs(Dialect dialect, boolean header) {
        return spec.withHeader(header)
                .withSigns(
                        dialect.delimiter() == Dialect.NONE ? null : String.valueOf(dialect.delimiter()),
                        String.valueOf(dialect.quote()))
                .withNullValues(spec.nullValuesOrUsual());
    }

    private Reading type(Database database, Tidying tidy, Overrides overrides, DatasetSpec dialect)
            throws SQLException {
        List<Vote> votes = Votes.of(database, tidy.names().size());
        List<TypedColumn> typed = IntStream.range(0, votes.size())
                .mapToObj(i -> TypedColumn.of(
                        i,
                        overrides.names().get(i),
                        votes.get(i),
                        overrides.types().get(i),
                        tidy.rows()))
                .toList();
        CellRejects cellRejects = CellRejects.in(database, typed, votes);
        Rejects rejects = cellRejects.and(tidy.broken(), spec);
        long rows = tidy.rows() - cellRejects.rows();
        if (rows == 0) {
            return Reading.rejected(spec, rejects, Unusable.badCells(rejects));
        }
        TypedRows typedRows = TypedRows.write(database, typed, cellRejects.accepted(), folder.resolve(TYPED));
        return measure(typedRows, votes, rejects, rows, dialect);
    }

    private Reading measure(TypedRows typed, List<Vote> votes, Rejects rejects, long rows, DatasetSpec dialect)
            throws SQLException {
        Measurements measurements = Measurements.of(typed, rows);
        List<Column> columns = measurements.columns();
        Profile profile = new Profile(measurements.profiles(), Association.between(typed, columns, rows));
        return new Reading(
                withTypes(dialect, columns),
                rows,
                columns,
                rejects,
                List.of(),
                new Warnings(columns, votes, rows, spec).all(measurements.duplicateRows()),
                profile,
                Head.of(typed),
                null);
    }

    private static DatasetSpec withTypes(DatasetSpec dialect, List<Column> columns) {
        return dialect.withColumns(columns.stream()
                .map(column -> new ColumnOverride(column.name(), null, column.type()))
                .toList());
    }
}
