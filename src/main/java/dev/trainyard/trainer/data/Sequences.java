package dev.trainyard.trainer.data;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.Cutting.Segment;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.JobFailed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file, one sequence behind the other, each in its order.
 *
 * @param all the steps of each sequence
 * @param answered which rows have a value for every target
 * @param labels what the first target of each sequence's last row is
 * @param strays how many rows belong to no sequence, because they have no id
 */
record Sequences(List<Segment> all, BitSet answered, List<String> labels, int strays) {

    static Sequences of(TypedRows rows, Examples.Sequences how, List<ColumnSchema> target) throws SQLException {
        Reader reader = new Reader(how);
        List<ColumnSchema> columns = new ArrayList<>(target);
        if (how.id() != null) {
            columns.add(how.id());
        }
        rows.forEachInOrder(columns, keys(how), (row, cells) -> reader.row(row, cells, target));
        return reader.read();
    }

    /** What the rows are ordered by. */
    static List<ColumnSchema> keys(Examples.Sequences how) {
        List<ColumnSchema> keys = new ArrayList<>();
        if (how.id() != null) {
            keys.add(how.id());
        }
        if (how.order() != null) {
            keys.add(how.order());
        }
        return keys;
    }

    /** How many rows belong to sequences. */
    int rows() {
        return all.isEmpty() ? 0 : all.get(all.size() - 1).to();
    }

    /** Reads the rows in their order. */
    private static final class Reader {

        private final Examples.Sequences how;
        private final boolean oneLabel;
        private final List<Segment> all = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final BitSet answered = new BitSet();
        private @Nullable Object id;
        private @Nullable Object[] before = new @Nullable Object[0];
        private int from;
        private int next;
        private int strays;

        Reader(Examples.Sequences how) {
            this.how = how;
            this.oneLabel = how.mode() == Sequence.Mode.MANY_TO_ONE && !how.forecasts();
        }

        void row(int row, @Nullable Object[] cells, List<ColumnSchema> target) {
            Object own = how.id() == null ? "" : cells[target.size()];
            if (own == null) {
                strays++;
                return;
            }
            @Nullable Object[] targets = Arrays.copyOf(cells, target.size());
            if (row > from && !own.equals(id)) {
                end(row);
            } else if (row > from && oneLabel) {
                checkConstant(own, targets, target);
            }
            id = own;
            before = targets;
            answered.set(row, Arrays.stream(targets).allMatch(Objects::nonNull));
            next = row + 1;
        }

        private void end(int to) {
            all.add(new Segment(from, to));
            labels.add(String.valueOf(before.length == 0 ? null : before[0]));
            from = to;
        }

        private void checkConstant(Object own, @Nullable Object[] targets, List<ColumnSchema> target) {
            for (int i = 0; i < targets.length; i++) {
                if (!Objects.equals(targets[i], before[i])) {
                    throw new JobFailed(
                            "data_invalid",
                            "column %s is %s and then %s within the sequence %s; many-to-one has one answer for a whole sequence"
                                    .formatted(target.get(i).name(), before[i], targets[i], own),
                            "use \"mode\":\"many-to-many\" for an answer at each step, or correct the labels");
                }
            }
        }

        Sequences read() {
            if (next > from) {
                end(next);
            }
            return new Sequences(all, answered, labels, strays);
        }
    }
}
