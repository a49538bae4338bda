package dev.trainyard.layout;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Cutting;
import dev.trainyard.plan.Cutting.Cut;
import dev.trainyard.plan.Cutting.Segment;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.SequencePlans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the first examples of some rows: cut by the same rules, and encoded by the same encoders, as training does. */
final class Drawing {

    private static final int EXAMPLES = 2;

    private final SequencePlans.Form form;
    private final Examples.Sequences how;
    private final List<Map<String, @Nullable Object>> rows;

    Drawing(SequencePlans.Form form, List<Map<String, @Nullable Object>> rows) {
        this.form = form;
        this.how = form.how();
        this.rows = new ArrayList<>(rows);
        this.rows.sort(by(how.id()).thenComparing(by(how.order())));
    }

    private static Comparator<Map<String, @Nullable Object>> by(@Nullable ColumnSchema key) {
        return key == null ? (one, other) -> 0 : (one, other) -> compare(one.get(key.name()), other.get(key.name()));
    }

    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        return one instanceof Number a && other instanceof Number b
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : one.toString().compareTo(other.toString());
    }

    Layout draw() {
        List<Layout.Example> examples = new ArrayList<>();
        Cutting cutting = new Cutting(how);
        for (Segment series : sequences()) {
            for (Cut cut : cutting.of(series, series)) {
                if (examples.size() < EXAMPLES) {
                    examples.add(example(cut));
                }
            }
        }
        return new Layout(
                how.mode(), how.window(), how.horizon(), names(form.features()), names(form.target()), examples);
    }

    private List<Segment> sequences() {
        List<Segment> all = new ArrayList<>();
        int from = 0;
        for (int row = 1; row <= rows.size(); row++) {
            if (row == rows.size() || !Objects.equals(id(row), id(row - 1))) {
                all.add(new Segment(from, row));
                from = row;
            }
        }
        return all;
    }

    private @Nullable Object id(int row) {
        return how.id() == null ? null : rows.get(row).get(how.id().name());
    }

    private Layout.Example example(Cut cut) {
        boolean oneIn = form.readsOneRow();
        int answers = Math.max(1, how.answers());
        return new Layout.Example(
                id(cut.from()),
                steps(cut.from(), cut.length(), oneIn ? 1 : how.window(), form.features()),
                mask(cut.length(), oneIn ? 1 : how.window()),
                steps(cut.target(), cut.answers(), answers, form.target()),
                mask(cut.answers(), answers));
    }

    private static List<Integer> mask(int real, int all) {
        List<Integer> mask = new ArrayList<>(Collections.nCopies(real, 1));
        mask.addAll(Collections.nCopies(all - real, 0));
        return mask;
    }

    private List<List<Float>> steps(int from, int real, int all, List<ColumnSchema> columns) {
        List<List<Float>> steps = new ArrayList<>();
        for (int row = from; row < from + real; row++) {
            steps.add(step(rows.get(row), columns));
        }
        int width = names(columns).size();
        while (steps.size() < all) {
            steps.add(Collections.nCopies(width, 0f));
        }
        return steps;
    }

    private static List<Float> step(Map<String, @Nullable Object> row, List<ColumnSchema> columns) {
        List<Float> numbers = new ArrayList<>();
        for (ColumnSchema column : columns) {
            Object cell = row.get(column.name());
            if (column.type() == ColumnType.NUMERIC) {
                numbers.add(cell instanceof Number number ? number.floatValue() : 0f);
            } else {
                addCategory(new ColumnEncoder.OneHot(column.name(), column.categories()), cell, numbers);
            }
        }
        return numbers;
    }

    private static void addCategory(ColumnEncoder.OneHot encoder, @Nullable Object cell, List<Float> into) {
        float[] encoded = new float[encoder.width()];
        String category = ColumnEncoder.category(cell);
        encoder.encode(category == null ? -1 : encoder.categories().indexOf(category), encoded, 0);
        for (float number : encoded) {
            into.add(number);
        }
    }

    private static List<String> names(List<ColumnSchema> columns) {
        return columns.stream()
                .flatMap(column -> column.type() == ColumnType.NUMERIC
                        ? java.util.stream.Stream.of(column.name())
                        : column.categories().stream().map(category -> column.name() + "=" + category))
                .toList();
    }
}
