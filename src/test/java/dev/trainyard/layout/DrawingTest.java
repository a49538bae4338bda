package dev.trainyard.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.definition.Shape;
import dev.trainyard.layout.StepNumbers.Step;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.SequencePlans;
import java.io.IOException;
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

    private static Layout layout(Sequence.Mode mode, @Nullable ColumnSchema id, int window, int horizon, String target)
            throws IOException {
        ColumnSchema answered = target.equals("label")
                ? new ColumnSchema("label", ColumnType.CATEGORICAL, List.of("a", "b"))
                : number(target);
        Examples.Sequences how = new Examples.Sequences(mode, id, T, window, 1, horizon);
        SequencePlans.Form form = new SequencePlans.Form(how, List.of(number("x")), List.of(answered), null);
        return new Drawing(form, rows(), new CellNumbers(form.features())).draw();
    }

    @Test
    void padsSequencesAndMasksThePadding() throws IOException {
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
        assertThat(layout.examples().get(0).rows()).containsExactly(2, 1, 0);
        assertThat(layout.inputShape()).isNull();
    }

    @Test
    void answersEachStepBesideItsMask() throws IOException {
        Layout.Example second =
                layout(Sequence.Mode.MANY_TO_MANY, RUN, 3, 0, "x").examples().get(1);

        assertThat(second.target()).containsExactly(List.of(10f), List.of(0f), List.of(0f));
        assertThat(second.targetMask()).containsExactly(1, 0, 0);
    }

    @Test
    void cutsOneSeriesIntoWindowsAndWhatFollowsThem() throws IOException {
        Layout layout = layout(Sequence.Mode.MANY_TO_ONE, null, 2, 2, "t");

        assertThat(layout.examples().get(0).input()).hasSize(2);
        assertThat(layout.examples().get(0).target()).hasSize(2);
        assertThat(layout.examples().get(0).id()).isNull();
        assertThat(layout.horizon()).isEqualTo(2);
    }

    @Test
    void writesMomentsAsTheSevenNumbersTheyBecomeAndLeavesMissingCellsOpen() {
        CellNumbers cells =
                new CellNumbers(List.of(new ColumnSchema("at", ColumnType.DATETIME, List.of()), number("x")));

        List<@Nullable Float> numbers = cells.of(new Step(0, Map.of("at", "2024-01-01T06:00:00Z")));

        assertThat(cells.names())
                .hasSize(8)
                .startsWith("at.year", "at.year.sin")
                .endsWith("at.day.cos", "x");
        assertThat(numbers.get(0)).isCloseTo(2024f, within(0.01f));
        assertThat(numbers.get(5)).isEqualTo(1f);
        assertThat(numbers.get(7)).isNull();
        assertThat(cells.of(new Step(0, Map.of())).subList(0, 3)).containsExactly(null, 0f, 0f);
    }

    @Test
    void showsThePicturesOfClipsUnlessTheyAreTooManyNumbers() throws IOException {
        assertThat(clips(2).input()).containsExactly(pixels(2), pixels(1), pixels(0));
        assertThat(clips(200).input()).isNull();
        assertThat(clips(200).rows()).containsExactly(2, 1, 0);
    }

    private static Layout.Example clips(int side) throws IOException {
        PictureForm picture = new PictureForm(side, side, 1, ImageSpec.Fitting.STRETCH);
        ColumnSchema label = new ColumnSchema("label", ColumnType.CATEGORICAL, List.of("a", "b"));
        Examples.Sequences how = new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, RUN, T, 3, 3, 0);
        Layout layout = new Drawing(
                        new SequencePlans.Form(how, List.of(), List.of(label), picture),
                        rows(),
                        new PictureNumbers(picture.size(), row -> new byte[] {(byte) (200 + row), 1, 2, 3}))
                .draw();
        assertThat(layout.inputShape()).isEqualTo(Shape.of(3, side, side, 1));
        return layout.examples().get(0);
    }

    private static List<Float> pixels(int row) {
        return List.of(200f + row, 1f, 2f, 3f);
    }
}
