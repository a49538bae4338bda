package dev.trainyard.trainer.data;

import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.bundle.Tokens;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.TextForm;
import dev.trainyard.trainer.JobFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a column as one. Where none of them ends with the end of a line they are texts of their own, and one is put
 * behind each.
 *
 * @param skips whether rows without a text are left out; otherwise they are empty texts
 * @param tokens how many there are
 */
record LongText(Path file, ColumnSchema column, TextForm form, boolean separate, boolean skips, int tokens) {

    private static final int MOST_TOKENS = 500_000_000;

    /** @param missing is told the rows without a text, which are left out; null reads them as empty ones */
    static LongText open(Path file, ColumnSchema column, TextForm form, @Nullable BadRows missing) throws SQLException {
        boolean separate = true;
        long tokens = 0;
        try (TypedRows rows = TypedRows.open(file)) {
            Count count = new Count();
            rows.forEach(List.of(column), (row, cells) -> {
                if (cells[0] == null && missing != null) {
                    missing.add(row, new JobFailed("data_invalid", "there is no text", "fill it in"));
                } else {
                    count.add(cells[0] == null ? "" : cells[0].toString(), form);
                }
            });
            separate = count.ends == 0;
            tokens = count.tokens + (separate ? count.texts : 0);
        }
        if (tokens > MOST_TOKENS) {
            throw new JobFailed(
                    "data_invalid",
                    "'%s' has %d tokens; at most %d can be learned from".formatted(column.name(), tokens, MOST_TOKENS),
                    "learn from a part of the text");
        }
        return new LongText(file, column, form, separate, missing != null, (int) tokens);
    }

    private static final class Count {

        private long tokens;
        private long texts;
        private long ends;

        void add(String text, TextForm form) {
            tokens += Tokens.of(text, form.level(), form.lowerCase()).size();
            texts++;
            ends += text.endsWith("\n") ? 1 : 0;
        }
    }

    /** Calls back for each of the first tokens. */
    void forEach(int most, Consumer<String> reader) throws SQLException {
        int[] left = {most};
        try (TypedRows rows = TypedRows.open(file)) {
            rows.forEach(List.of(column), (row, cells) -> {
                if (left[0] > 0) {
                    List<String> some = Tokens.of(text(cells[0]), form.level(), form.lowerCase());
                    some.stream().limit(left[0]).forEach(reader);
                    left[0] -= some.size();
                }
            });
        }
    }

    /** Writes the number of each token, one a row. */
    FloatRows write(Path target, Tokenizer tokenizer) throws IOException, SQLException {
        float[] one = new float[1];
        try (TypedRows rows = TypedRows.open(file);
                MatrixWriter writer = new MatrixWriter(target, 1)) {
            rows.forEach(List.of(column), (row, cells) -> {
                for (int number : tokenizer.numbers(text(cells[0]))) {
                    one[0] = number;
                    writer.write(one);
                }
            });
            return writer.map();
        }
    }

    private String text(@Nullable Object cell) {
        if (cell == null && skips) {
            return "";
        }
        String text = cell == null ? "" : cell.toString();
        return separate ? text + "\n" : text;
    }
}
