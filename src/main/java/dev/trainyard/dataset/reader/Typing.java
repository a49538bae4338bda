package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.SequenceSpec;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lets the majority of its cells say what a column is, keeps the rows that fit, and measures them. */
final class Typing {

    private final Loaded loaded;
    private final DatasetSpec spec;
    private final Path folder;

    /** @param spec the description as the caller gave it, to which suggestions are added */
    Typing(Loaded loaded, DatasetSpec spec, Path folder) {
        this.loaded = loaded;
        this.spec = spec;
        this.folder = folder;
    }

    Reading reading() throws SQLException {
        Database database = loaded.database();
        List<Vote> votes =
                loaded.votes().isEmpty() ? Votes.of(database, loaded.names().size(), loaded.numbers()) : loaded.votes();
        List<TypedColumn> typed = IntStream.range(0, votes.size())
                .mapToObj(i -> typed(i, votes.get(i)))
                .toList();
        DatasetSpec readAs = loaded.readAs();
        if (readAs.kind() == DatasetKind.SEQUENCES) {
            SequenceSpec sequence = SequenceColumns.of(spec.sequence(), typed);
            readAs = readAs.withSequence(sequence);
            typed = SequenceColumns.required(sequence, typed);
        }
        CellRejects cellRejects = CellRejects.in(database, typed, votes);
        Rejects rejects = cellRejects.and(loaded.broken(), spec);
        long rows = loaded.rows() - cellRejects.rows();
        if (rows == 0) {
            throw new Unreadable(Unusable.badCells(rejects), rejects);
        }
        Path file = folder.resolve(TableReader.TYPED);
        TypedRows typedRows = rows == loaded.rows()
                ? TypedRows.writeAll(database, typed, loaded.numbers(), rows, file)
                : TypedRows.write(database, typed, cellRejects.accepted(), file);
        return measure(typedRows, votes, rejects, rows, readAs);
    }

    private TypedColumn typed(int i, Vote vote) {
        return loaded.readAs().kind() == DatasetKind.BINARY_MATRIX
                ? TypedColumn.binary(i, loaded.names().get(i))
                : TypedColumn.of(i, loaded.names().get(i), vote, loaded.types().get(i), loaded.rows());
    }

    private Reading measure(TypedRows typed, List<Vote> votes, Rejects rejects, long rows, DatasetSpec readAs)
            throws SQLException {
        Measurements measurements = Measurements.of(typed, rows);
        List<Column> columns = measurements.columns();
        Profile.Associations associations = Association.between(typed, columns, rows);
        SequenceSpec sequence = readAs.sequence();
        SequenceLengths lengths = sequence == null ? null : SequenceLengths.of(typed, sequence, rows);
        List<Warning> warnings = Stream.of(
                        loaded.warnings(),
                        new Warnings(columns, votes, rows, readAs, spec).all(measurements, associations),
                        lengths == null || sequence == null ? List.<Warning>of() : lengths.warnings(sequence))
                .flatMap(List::stream)
                .toList();
        return new Reading(
                withTypes(readAs, columns),
                rows,
                columns,
                rejects,
                List.of(),
                warnings,
                new Profile(measurements.profiles(), associations, lengths),
                Head.of(typed),
                null);
    }

    private static DatasetSpec withTypes(DatasetSpec readAs, List<Column> columns) {
        return readAs.withColumns(columns.stream()
                .map(column -> new ColumnOverride(column.name(), null, column.type()))
                .toList());
    }
}
