package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file cut into cells, which lie as text in the table {@code cells (line, c0, c1, …)}.
 *
 * @param votes of the columns, where they were asked already; else empty
 * @param types of columns, by place, where nothing is left to infer
 * @param numbers the columns, by place, that lie in the table as finite numbers and not as text
 * @param rows how many lie in the table
 * @param broken what was left out
 * @param readAs the description with what was inferred so far
 * @param warnings of what was done on the way
 */
record Loaded(
        Database database,
        List<String> names,
        List<Vote> votes,
        Map<Integer, ColumnType> types,
        Set<Integer> numbers,
        long rows,
        BrokenRows broken,
        DatasetSpec readAs,
        List<Warning> warnings)
        implements AutoCloseable {

    private static final int MEMORY_MEGABYTES = 768;

    Loaded {
        names = List.copyOf(names);
        votes = List.copyOf(votes);
        types = Map.copyOf(types);
        numbers = Set.copyOf(numbers);
        warnings = List.copyOf(warnings);
    }

    /** Opens a database and loads a tidy file, which is deleted. */
    static Loaded of(Cut cut, Path tidy, Path folder, DatasetSpec readAs) throws IOException, SQLException {
        Overrides overrides = Overrides.of(readAs, cut.names());
        if (cut.rows() == 0) {
            throw new Unreadable(
                    Unusable.broken(cut, Boolean.TRUE.equals(readAs.header())),
                    new Rejects(cut.broken().rows(), cut.broken().first(), List.of()));
        }
        Database database = open(folder, cut.names().size(), readAs);
        try {
            database.loadCells(tidy, cut.names().size());
            Files.delete(tidy);
        } catch (IOException | SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
        return new Loaded(
                database,
                overrides.names(),
                List.of(),
                overrides.types(),
                Set.of(),
                cut.rows(),
                cut.broken(),
                readAs,
                List.of());
    }

    /** Opens a database; triples become a table with many more columns. */
    static Database open(Path folder, int columns, DatasetSpec spec) throws SQLException {
        int most = spec.kind() == DatasetKind.BINARY_MATRIX ? Tidying.MOST_COLUMNS : columns;
        return Database.confinedTo(folder, MEMORY_MEGABYTES, most, ",".equals(spec.decimal()));
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
