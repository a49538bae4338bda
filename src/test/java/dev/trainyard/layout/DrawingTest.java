package dev.trainyard.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.SequencePlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static final ColumnSchema RUN = number("run");
    private static final ColumnSchema T = number("t");

    private static ColumnSchema number(String name) {
        return new ColumnSchema(name, ColumnType.NUMERIC, List.of());
    }

    /** Runs of 3, 1 and 2 steps, the last step first. */
    private static List<Map<String, @Nullable Object>> rows() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        int[] lengths = {3, 1, 2};
        for (int run = 0; run < lengths.length; run++) {
            for (int t = lengths[run] - 1; t >= 0; t--) {
                rows.add(Map.of("run", run, "t", t, "x", 10 * run + t, "label", run == 1 ? "b" : "a"));
            }
        }
        return rows;
    }

    private static Layout layout(
            Sequence.Mode mode, @Nullable ColumnSchema id, int window, int horizon, String target) {
        ColumnSchema answered = target.equals("label")
                ? new ColumnSchema("label", ColumnType.CATEGORICAL, List.of("a", "b"))
                : number(target);
        Examples.Sequences how = new Examples.Sequences(mode, id, T, window, 1, horizon);
        return new Drawing(new SequencePlans.Form(how, List.of(number("x")), List.of(answered)), rows()).draw();
    }

    @Test
    void padsSequencesAndMasksThePadding() {
        Layout layout = layout(Sequence.Mode.MANY_TO_ONE, RUN, 3, 0, "label");

        assertThat(layout.inputColumns()).containsExactly("x");
        assertThat(layout.targetColumns()).containsExactly("label=a", "label=b");
        assertThat(layout.examples()).hasSize(2);
        assertThat(layout.examples().get(0).input()).containsExactly(List.of(0f), List.of(1f), List.of(2f));
        assertThat(layout.examples().get(0).target()).containsExactly(List.of(1f, 0f));
        assertThat(layout.examples().get(1).input()).containsExactly(List.of(10f), List.of(0f), List.of(0f));
        assertThat(layout.examples().get(1).inputMask()).containsExactly(1, 0, 0);
        assertThat(layout.examples().get(1).target()).containsExactly(List.of(0f, 1f));
        assertThat(layout.examples().get(1).id()).isEqualTo(1);
    }

    @Test
    void answersEachStepBesideItsMask() {
        Layout.Example second =
                layout(Sequence.Mode.MANY_TO_MANY, RUN, 3, 0, "x").examples().get(1);

        assertThat(second.target()).containsExactly(List.of(10f), List.of(0f), List.of(0f));
        assertThat(second.targetMask()).containsExactly(1, 0, 0);
    }

    @Test
    void cutsOneSeriesIntoWindowsAndWhatFollowsThem() {
        Layout layout = layout(Sequence.Mode.MANY_TO_ONE, null, 2, 2, "t");

        assertThat(layout.examples().get(0).input()).hasSize(2);
        assertThat(layout.examples().get(0).target()).hasSize(2);
        assertThat(layout.examples().get(0).id()).isNull();
        assertThat(layout.horizon()).isEqualTo(2);
    }
}
