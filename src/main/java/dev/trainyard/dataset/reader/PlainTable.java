package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Delimited text that is tidy as it lies there ({@link PlainScan}), so that the database reads the file itself, and those
 * columns as numbers whose first cells are. Where that fails the cells are read as text like those of any other table.
 */
final class PlainTable {

    private static final int SHORTEST_LINE_ROOM = 1 << 16;

    private final Path file;
    private final Dialect dialect;
    private final boolean header;
    private final PlainScan scan;
    private final DatasetSpec readAs;
    private final Overrides overrides;

    private PlainTable(
            Path file, Dialect dialect, boolean header, PlainScan scan, DatasetSpec readAs, Overrides overrides) {
        this.file = file;
        this.dialect = dialect;
        this.header = header;
        this.scan = scan;
        this.readAs = readAs;
        this.overrides = overrides;
    }

    /** The table, unless something in it must be tidied. */
    static Optional<PlainTable> of(RawBytes raw, Dialect dialect, List<String> names, DatasetSpec readAs)
            throws IOException {
        boolean possible = names.size() > 1
                && dialect.delimiter() != Dialect.NONE
                && dialect.comment() == Dialect.NONE
                && readAs.nullValuesOrUsual().contains("")
                && raw.isAsItLies();
        if (!possible) {
            return Optional.empty();
        }
        boolean header = Boolean.TRUE.equals(readAs.header());
        PlainScan scan = new PlainScan(dialect, names.size());
        try (InputStream text = raw.open()) {
            return scan.isPlain(text) && scan.lines() > (header ? 1 : 0)
                    ? Optional.of(
                            new PlainTable(raw.file(), dialect, header, scan, readAs, Overrides.of(readAs, names)))
                    : Optional.empty();
        }
    }

    private long rows() {
        return scan.lines() - (header ? 1 : 0);
    }

    /**
     * Loads the cells.
     *
     * @param firstRows to guess from which columns are numbers
     * @return empty when the database sees it otherwise
     */
    Optional<Loaded> load(Path folder, List<List<String>> firstRows) throws SQLException {
        Set<Integer> numbers = numbers(firstRows);
        Database database = Loaded.open(folder, overrides.names().size(), readAs);
        try {
            if (!numbers.isEmpty() && isLoaded(database, numbers)) {
                return Optional.of(loaded(database, numbers));
            }
            if (isLoaded(database, Set.of())) {
                return Optional.of(loaded(database, Set.of()));
            }
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
        database.close();
        return Optional.empty();
    }

    private Loaded loaded(Database database, Set<Integer> numbers) {
        return new Loaded(
                database,
                overrides.names(),
                List.of(),
                overrides.types(),
                numbers,
                rows(),
                new BrokenRows(),
                readAs,
                List.of());
    }

    private boolean isLoaded(Database database, Set<Integer> numbers) throws SQLException {
        try {
            database.loadPlain(source(numbers), header ? 2 : 1);
        } catch (SQLException e) {
            if (ParquetTable.isOutOfMemory(e)) {
                throw e;
            }
            return false;
        }
        if (database.count("SELECT count(*) FROM plain") == rows() && areFinite(database, numbers)) {
            return true;
        }
        database.dropCells();
        return false;
    }

    private boolean areFinite(Database database, Set<Integer> numbers) throws SQLException {
        List<String> cells = numbers.stream().sorted().map(i -> "c" + i).toList();
        Object[] finite = EachColumn.ask(
                database, "plain", cells, "coalesce(isfinite(min(%1$s)) AND isfinite(max(%1$s)), true)", rows());
        return Arrays.stream(finite).allMatch(Boolean.TRUE::equals);
    }

    private String source(Set<Integer> numbers) {
        String columns = IntStream.range(0, overrides.names().size())
                .mapToObj(i -> "'c%d': '%s'".formatted(i, numbers.contains(i) ? "DOUBLE" : "VARCHAR"))
                .collect(Collectors.joining(", "));
        String missing =
                readAs.nullValuesOrUsual().stream().map(Database::literal).collect(Collectors.joining(", "));
        return """
                read_csv(%s, auto_detect=false, header=%s, delim=%s, quote=%s, escape=%4$s, nullstr=[%s],
                    allow_quoted_nulls=true, strict_mode=true, new_line='%s', max_line_size=%d, columns={%s})""".formatted(
                        Database.literal(file.toAbsolutePath().toString()),
                        header,
                        Database.literal(String.valueOf(dialect.delimiter())),
                        Database.literal(String.valueOf(dialect.quote())),
                        missing,
                        scan.lineEnd(),
                        Math.max(SHORTEST_LINE_ROOM, scan.longestLine() + 2),
                        columns);
    }

    /** The columns all of whose first cells are numbers, and that nobody said to be something else. */
    private Set<Integer> numbers(List<List<String>> firstRows) {
        if (",".equals(readAs.decimal()) || firstRows.size() < 2) {
            return Set.of();
        }
        Set<String> missing = Set.copyOf(readAs.nullValuesOrUsual());
        Map<Integer, ColumnType> types = overrides.types();
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < overrides.names().size(); i++) {
            boolean free = types.getOrDefault(i, ColumnType.NUMERIC) == ColumnType.NUMERIC;
            if (free && !scan.underscored().get(i) && areNumbers(firstRows, i, missing)) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private boolean areNumbers(List<List<String>> firstRows, int column, Set<String> missing) {
        boolean any = false;
        for (List<String> row : firstRows.subList(header ? 1 : 0, firstRows.size())) {
            if (row.size() > column && !missing.contains(row.get(column))) {
                if (!Cells.isNumber(row.get(column))) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }
}
