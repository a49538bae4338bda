package dev.trainyard.layout;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.layout.StepNumbers.Step;
import dev.trainyard.plan.Cutting;
import dev.trainyard.plan.Cutting.Cut;
import dev.trainyard.plan.Cutting.Segment;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.SequencePlans;
import java.io.IOException;
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
    private static final long MOST_NUMBERS = 100_000;

    private final SequencePlans.Form form;
    private final Examples.Sequences how;
    private final StepNumbers inputs;
    private final StepNumbers targets;
    private final List<Step> rows = new ArrayList<>();

    /** @param rows the first rows of the data set, in file order */
    Drawing(SequencePlans.Form form, List<Map<String, @Nullable Object>> rows, StepNumbers inputs) {
        this.form = form;
        this.how = form.how();
        this.inputs = inputs;
        this.targets = new CellNumbers(form.target());
        rows.forEach(cells -> this.rows.add(new Step(this.rows.size(), cells)));
        this.rows.sort(by(how.id()).thenComparing(by(how.order())));
    }

    private static Comparator<Step> by(@Nullable ColumnSchema key) {
        return key == null
                ? (one, other) -> 0
                : (one, other) ->
                        compare(one.cells().get(key.name()), other.cells().get(key.name()));
    }

    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        return one instanceof Number a && other instanceof Number b
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : one.toString().compareTo(other.toString());
    }

    Layout draw() throws IOException {
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
                how.mode(),
                how.window(),
                how.horizon(),
                form.picture() == null ? null : form.picture().shape().over(how.window()),
                inputs.names(),
                targets.names(),
                examples);
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
        return how.id() == null ? null : rows.get(row).cells().get(how.id().name());
    }

    private Layout.Example example(Cut cut) throws IOException {
        int steps = form.readsOneRow() ? 1 : how.window();
        int answers = Math.max(1, how.answers());
        boolean shown = (long) steps * inputs.width() <= MOST_NUMBERS;
        return new Layout.Example(
                id(cut.from()),
                rows.subList(cut.from(), cut.from() + cut.length()).stream()
                        .map(Step::number)
                        .toList(),
                shown ? steps(cut.from(), cut.length(), steps, inputs) : null,
                mask(cut.length(), steps),
                steps(cut.target(), cut.answers(), answers, targets),
                mask(cut.answers(), answers));
    }

    private static List<Integer> mask(int real, int all) {
        List<Integer> mask = new ArrayList<>(Collections.nCopies(real, 1));
        mask.addAll(Collections.nCopies(all - real, 0));
        return mask;
    }

    private List<List<@Nullable Float>> steps(int from, int real, int all, StepNumbers numbers) throws IOException {
        List<List<@Nullable Float>> steps = new ArrayList<>();
        for (Step step : rows.subList(from, from + real)) {
            steps.add(numbers.of(step));
        }
        while (steps.size() < all) {
            steps.add(Collections.nCopies(numbers.width(), 0f));
        }
        return steps;
    }
}
