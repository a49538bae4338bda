package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.SequenceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Types the rows of pictures like those of any table, and keeps a row only together with its picture. */
final class PictureRows {

    private static final int MEMORY_MEGABYTES = 512;
    private static final int AT_ONCE = 10_000;

    private final PictureTable table;
    private final PixelSource source;
    private final PictureRejects rejects;
    private final List<Warning> warnings;
    private final DatasetSpec spec;
    private final @Nullable SequenceSpec sequence;

    /**
     * Takes what an archive was found to hold.
     *
     * @param rejects what was left out so far
     * @param warnings what was found so far
     * @param sequence the columns that make clips of the pictures, when they are frames
     */
    PictureRows(
            PictureTable table,
            PixelSource source,
            PictureRejects rejects,
            List<Warning> warnings,
            DatasetSpec spec,
            @Nullable SequenceSpec sequence) {
        this.table = table;
        this.source = source;
        this.rejects = rejects;
        this.warnings = warnings;
        this.spec = spec;
        this.sequence = sequence;
    }

    Reading read(Path folder) throws IOException, SQLException {
        if (table.rows() == 0) {
            return rejected(Rejects.NONE);
        }
        try (Database database =
                Database.confinedTo(folder, MEMORY_MEGABYTES, table.names().size(), ",".equals(spec.decimal()))) {
            database.loadCells(table.file(), table.names().size());
            Files.delete(table.file());
            return read(database, folder);
        }
    }

    private Reading rejected(Rejects cells) {
        Rejects all = rejects.and(cells, table);
        return Reading.rejected(spec, all, PictureRejects.nothingLeft(all));
    }

    private Reading read(Database database, Path folder) throws IOException, SQLException {
        List<Vote> votes = Votes.of(database, table.names().size());
        List<TypedColumn> typed = typed(database, votes);
        CellRejects cells = CellRejects.in(database, typed, votes);
        Rejects badCells = cells.and(new BrokenRows(), spec);
        int[] accepted = accepted(database, cells);
        PixelSource.Written written = source.write(table, accepted, folder.resolve(ReaderMain.PIXELS), rejects);
        long rows = accepted.length - written.bad().cardinality();
        if (rows == 0) {
            return rejected(badCells);
        }
        delete(database, written.bad());
        TypedRows rowsOnDisk = TypedRows.write(database, typed, cells.accepted(), folder.resolve(TableReader.TYPED));
        return measured(rowsOnDisk, votes, rejects.and(badCells, table), rows, written);
    }

    private List<TypedColumn> typed(Database database, List<Vote> votes) throws SQLException {
        Overrides overrides = Overrides.of(spec, table.names());
        List<TypedColumn> typed = new ArrayList<>();
        for (int i = 0; i < votes.size(); i++) {
            ColumnType type = overrides.types().get(i);
            if (type == null) {
                type = table.types().get(table.names().get(i));
            }
            if (type == null && isNumberOfClass(database, i, votes.get(i))) {
                type = ColumnType.CATEGORICAL;
                warnings.add(numbersAreClasses(overrides.names().get(i)));
            }
            typed.add(TypedColumn.of(i, overrides.names().get(i), votes.get(i), type, table.rows()));
        }
        return typed;
    }

    /** Whole numbers from 0 or 1 on, without many gaps and each of them often, in a column called like a class. */
    private boolean isNumberOfClass(Database database, int column, Vote vote) throws SQLException {
        if (!LabelFile.isCalledLikeAClass(table.names().get(column))
                || vote.numbers() < vote.present()
                || vote.isZeroOrOne()) {
            return false;
        }
        Object[] row = database.row("""
                SELECT min(number(c%1$d)), max(number(c%1$d)), count(DISTINCT number(c%1$d)),
                    count(*) FILTER (number(c%1$d) <> floor(number(c%1$d))) FROM cells""".formatted(column));
        if (row[0] == null || Votes.count(row[3]) > 0) {
            return false;
        }
        double least = ((Number) row[0]).doubleValue();
        double most = ((Number) row[1]).doubleValue();
        long distinct = Votes.count(row[2]);
        return (least == 0 || least == 1) && most < 2 * distinct && distinct * 2 <= vote.present();
    }

    private Warning numbersAreClasses(String name) {
        return new Warning(
                "numbers_as_classes",
                name,
                "the whole numbers of column '%s' are taken for classes".formatted(name),
                Suggestions.readAs(name, ColumnType.NUMERIC, spec));
    }

    /** The numbers of the rows whose cells fit. */
    private int[] accepted(Database database, CellRejects cells) throws SQLException {
        if (cells.rows() == 0) {
            return IntStream.rangeClosed(1, table.rows()).toArray();
        }
        return database.rows("SELECT line FROM cells WHERE %s ORDER BY line".formatted(cells.accepted())).stream()
                .mapToInt(row -> (int) Votes.count(row[0]))
                .toArray();
    }

    private static void delete(Database database, BitSet rows) throws SQLException {
        int[] bad = rows.stream().toArray();
        for (int from = 0; from < bad.length; from += AT_ONCE) {
            database.execute(IntStream.range(from, Math.min(bad.length, from + AT_ONCE))
                    .mapToObj(i -> Integer.toString(bad[i]))
                    .collect(Collectors.joining(", ", "DELETE FROM cells WHERE line IN (", ")")));
        }
    }

    private Reading measured(
            TypedRows typed, List<Vote> votes, Rejects rejected, long rows, PixelSource.Written written)
            throws SQLException {
        Measurements measurements = Measurements.of(typed, rows);
        List<Column> columns = measurements.columns();
        warnings.addAll(written.warnings());
        warnings.addAll(new Warnings(columns, votes, rows, spec, spec).besidePictures(measurements));
        return new Reading(
                readAs(columns, written.size()),
                rows,
                columns,
                rejected,
                List.of(),
                warnings,
                new Profile(measurements.profiles(), Association.between(typed, columns, rows), null),
                Head.of(typed),
                written.size());
    }

    private DatasetSpec readAs(List<Column> columns, PictureSize size) {
        ImageSpec images = new ImageSpec(
                size.height(),
                size.width(),
                size.channels() == 1 ? ImageSpec.Colour.GREY : ImageSpec.Colour.RGB,
                ImageSpec.fittingOf(spec.images()));
        return spec.withColumns(columns.stream()
                        .map(column -> new ColumnOverride(column.name(), null, column.type()))
                        .toList())
                .ofPictures(sequence == null ? DatasetKind.IMAGES : DatasetKind.SEQUENCES, images, sequence);
    }
}
