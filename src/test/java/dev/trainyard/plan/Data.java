package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.Pixels;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.dataset.ReadyDatasets;
import dev.trainyard.dataset.SequenceSpec;
import dev.trainyard.problem.Problem;
import dev.trainyard.storage.Digest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Data sets that exist only as their description. */
final class Data implements ReadyDatasets {

    private static final Digest DIGEST = new Digest("0".repeat(64));

    private final Map<String, ReadyDataset> byId = new HashMap<>();

    Data with(String id, long rows, Column... columns) {
        byId.put(
                id,
                new ReadyDataset(
                        id, id, DatasetKind.TABULAR, 1, rows, DIGEST, DIGEST, Arrays.asList(columns), null, null));
        return this;
    }

    /** Grey pictures. */
    Data withPictures(String id, long rows, int height, int width, Column... columns) {
        return withPictures(id, rows, new Pixels(height, width, 1, DIGEST), columns);
    }

    Data withColours(String id, long rows, int height, int width, Column... columns) {
        return withPictures(id, rows, new Pixels(height, width, 3, DIGEST), columns);
    }

    private Data withPictures(String id, long rows, Pixels pixels, Column... columns) {
        byId.put(
                id,
                new ReadyDataset(
                        id, id, DatasetKind.IMAGES, 1, rows, DIGEST, DIGEST, Arrays.asList(columns), pixels, null));
        return this;
    }

    /** Grey clips of so many frames at most. */
    Data withClips(String id, long rows, int height, int width, long clips, long frames, Column told) {
        Column clip = new Column("clip", ColumnType.TEXT, 0, clips, null, null, null, null, null, null);
        List<Column> columns = List.of(text("path"), clip, ids("frame", frames), told);
        byId.put(
                id,
                new ReadyDataset(
                        id,
                        id,
                        DatasetKind.SEQUENCES,
                        1,
                        rows,
                        DIGEST,
                        DIGEST,
                        columns,
                        new Pixels(height, width, 1, DIGEST),
                        new SequenceSpec("clip", "frame")));
        return this;
    }

    @Override
    public ReadyDataset find(String id) {
        ReadyDataset found = byId.get(id);
        if (found == null) {
            throw Problem.notFound("there is no data set '%s'".formatted(id));
        }
        return found;
    }

    /** 400 rows: gre, gpa, rank and whether they were admitted. */
    static Data admissions() {
        return new Data()
                .with("admissions", 400, number("gre"), number("gpa"), number("rank"), classes("admit", 273, 127));
    }

    static Column number(String name) {
        return new Column(name, ColumnType.NUMERIC, 0, 50, 0.0, 10.0, 5.0, 2.0, null, null);
    }

    /** A column of so many different numbers. */
    static Column ids(String name, long distinct) {
        return new Column(name, ColumnType.NUMERIC, 0, distinct, 0.0, distinct - 1.0, 5.0, 2.0, null, null);
    }

    /** A column of as many classes as there are counts, called 0, 1, …. */
    static Column classes(String name, long... counts) {
        List<String> categories =
                IntStream.range(0, counts.length).mapToObj(Integer::toString).toList();
        return new Column(
                name,
                ColumnType.CATEGORICAL,
                0,
                counts.length,
                null,
                null,
                null,
                null,
                categories,
                Arrays.stream(counts).boxed().toList());
    }

    /** A column of these categories. */
    static Column categories(String name, String... categories) {
        return new Column(
                name,
                ColumnType.CATEGORICAL,
                0,
                categories.length,
                null,
                null,
                null,
                null,
                List.of(categories),
                Arrays.stream(categories).map(category -> 50L).toList());
    }

    static Column text(String name) {
        return new Column(name, ColumnType.TEXT, 0, 300, null, null, null, null, null, null);
    }

    static Column constant(String name) {
        return new Column(name, ColumnType.NUMERIC, 0, 1, 3.0, 3.0, 3.0, 0.0, null, null);
    }

    static Column withMissing(Column column, long missing) {
        return new Column(
                column.name(),
                column.type(),
                missing,
                column.distinct(),
                column.min(),
                column.max(),
                column.mean(),
                column.std(),
                column.categories(),
                column.counts());
    }
}
