package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.TextForm;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The target columns of a job's rows: which rows can be learned from, which part each serves, and how targets are encoded. */
final class TargetRows {

    private final ResolvedJob job;
    private final List<String> notes;

    private final List<ColumnSchema> needed;

    /** @param notes where what the job's owner should know is added */
    TargetRows(ResolvedJob job, List<String> notes) {
        this(job, notes, job.target());
    }

    /** @param needed the columns without which a row is left out */
    TargetRows(ResolvedJob job, List<String> notes, List<ColumnSchema> needed) {
        this.job = job;
        this.notes = notes;
        this.needed = needed;
    }

    /** Draws the parts among the rows that have a target. */
    RowSplit split(TypedRows rows) throws SQLException {
        int[] present = present(rows, "the data set");
        if (present.length == 0) {
            throw new JobFailed(
                    "data_invalid",
                    "no row has a value for %s".formatted(names(job.target())),
                    "choose another target, or fill its cells in");
        }
        RowSplit split =
                RowSplit.draw(groups(rows, present), job.split(), job.training().seed());
        if (split.train().length == 0) {
            throw new JobFailed(
                    "data_invalid",
                    "of %d rows none is left to train on".formatted(present.length),
                    "make split.validation and split.test smaller",
                    List.of(Remedy.setting("Hold nothing back", "/split", Map.of("validation", 0.0, "test", 0.0))));
        }
        return split;
    }

    /** The rows that can be trained on; how many cannot is noted. */
    int[] present(TypedRows rows, String where) throws SQLException {
        if (needed.isEmpty()) {
            return IntStream.range(0, rows.count()).toArray();
        }
        IntStream.Builder present = IntStream.builder();
        rows.forEach(needed, (row, cells) -> {
            if (Arrays.stream(cells).allMatch(cell -> cell != null)) {
                present.add(row);
            }
        });
        int[] numbers = present.build().toArray();
        int missing = rows.count() - numbers.length;
        if (missing > 0) {
            notes.add("left out %d of %d rows of %s, which have no %s"
                    .formatted(missing, rows.count(), where, names(needed)));
        }
        return numbers;
    }

    private List<int[]> groups(TypedRows rows, int[] present) throws SQLException {
        if (!(job.output().isOneClass()
                && job.split().stratify()
                && job.target().get(0).type().isCategorical())) {
            return List.of(present);
        }
        Map<String, IntStream.Builder> classes = new TreeMap<>();
        rows.forEach(job.target(), (row, cells) -> {
            if (Arrays.binarySearch(present, row) >= 0) {
                classes.computeIfAbsent(String.valueOf(cells[0]), label -> IntStream.builder())
                        .add(row);
            }
        });
        return classes.values().stream()
                .map(builder -> builder.build().toArray())
                .toList();
    }

    /** Learns from the training rows how targets are encoded. */
    TargetCodec fit(TypedRows rows, int[] train) throws SQLException {
        return new TargetFit(job, column -> fitNumber(rows, column, train)).fit();
    }

    /** Learns from the training rows how a target that is a text is encoded. */
    TargetCodec fitText(TypedRows rows, TextForm form, int[] train) throws SQLException {
        ColumnSchema target = job.target().get(0);
        return new TargetCodec.Tokens(target.name(), vocabulary(rows, target, form, train), form.length());
    }

    /** Learns from the training rows which tokens the texts of a column have. */
    Vocabulary vocabulary(TypedRows rows, ColumnSchema column, TextForm form, int[] train) throws SQLException {
        VocabularyFit fit = new VocabularyFit(form);
        rows.forEach(List.of(column), (row, cells) -> {
            if (cells[0] != null && Arrays.binarySearch(train, row) >= 0) {
                fit.add(String.valueOf(cells[0]));
            }
        });
        notes.addAll(fit.notes(column.name()));
        return fit.fit();
    }

    /** Learns from the training rows how a column of numbers is encoded. */
    ColumnEncoder.Numeric fitNumber(TypedRows rows, ColumnSchema column, int[] train) throws SQLException {
        return new NumberFit(job.preprocessing()).fit(column.name(), numbers(rows, column, train));
    }

    /** The numbers that the training rows have in a column, NaN where they are missing. */
    double[] numbers(TypedRows rows, ColumnSchema column, int[] train) throws SQLException {
        double[] numbers = new double[train.length];
        int[] next = {0};
        rows.forEach(List.of(column), (row, cell) -> {
            if (next[0] < train.length && train[next[0]] == row) {
                numbers[next[0]++] = Numbers.of(cell[0], column);
            }
        });
        return numbers;
    }

    /** Learns from the training rows how numbers are encoded, of which NaN are missing. */
    ColumnEncoder.Numeric fit(String name, double[] cells, int[] train) {
        double[] fitted = Arrays.stream(train).mapToDouble(row -> cells[row]).toArray();
        return new NumberFit(job.preprocessing()).fit(name, fitted);
    }

    private static String names(List<ColumnSchema> columns) {
        return String.join(", ", columns.stream().map(ColumnSchema::name).toList());
    }
}
