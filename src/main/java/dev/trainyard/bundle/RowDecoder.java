package dev.trainyard.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns encoded rows back into cells: numbers in their own units, of several categories the strongest. */
public record RowDecoder(FeatureEncoder encoder) {

    public Map<String, @Nullable Object> row(float[] encoded, int from) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        int at = from;
        for (ColumnEncoder column : encoder.columns()) {
            row.put(column.name(), cell(column, encoded, at));
            at += column.width();
        }
        return row;
    }

    private static @Nullable Object cell(ColumnEncoder column, float[] encoded, int at) {
        if (column instanceof ColumnEncoder.Numeric numeric) {
            double value = numeric.decode(encoded[at]);
            return Double.isFinite(value) ? value : null;
        }
        List<String> categories = ((Categories) column).categories();
        return categories.get(
                column instanceof ColumnEncoder.Binary
                        ? (encoded[at] > 0.5f ? 1 : 0)
                        : strongest(encoded, at, column.width()));
    }

    private static int strongest(float[] encoded, int at, int width) {
        int strongest = 0;
        for (int i = 1; i < width; i++) {
            strongest = encoded[at + i] > encoded[at + strongest] ? i : strongest;
        }
        return strongest;
    }
}
