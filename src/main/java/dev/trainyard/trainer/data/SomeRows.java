package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;
import java.util.Arrays;

/** Some of the examples of others. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SomeRows(FloatRows all, int[] chosen) implements FloatRows {

    /** A part with so many of its rows, in their order. */
    static Part of(Part part, int[] chosen) {
        int[] numbers = Arrays.stream(chosen).map(row -> part.numbers()[row]).toArray();
        return new Part(
                part.name(), numbers, new SomeRows(part.features(), chosen), new SomeRows(part.targets(), chosen));
    }

    @Override
    public int rows() {
        return chosen.length;
    }

    @Override
    public int width() {
        return all.width();
    }

    @Override
    public int steps() {
        return all.steps();
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> chosen[order[from + i]]);
        return all.gather(rows, 0, rows.length);
    }

    @Override
    public FloatRows inEpoch(int epoch) {
        return new SomeRows(all.inEpoch(epoch), chosen);
    }
}
