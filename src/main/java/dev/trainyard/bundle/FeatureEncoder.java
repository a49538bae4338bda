package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.Expression;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Encodes the feature columns of a row, and behind them what is derived of them.
 *
 * @param derived none in bundles of before there were any
 */
@JsonTypeName("row")
public record FeatureEncoder(List<ColumnEncoder> columns, List<Derived> derived) implements InputEncoder {

    public FeatureEncoder {
        columns = List.copyOf(columns);
        derived = derived == null ? List.of() : List.copyOf(derived);
    }

    public FeatureEncoder(List<ColumnEncoder> columns) {
        this(columns, List.of());
    }

    /** A feature made of the raw numbers of others. */
    public record Derived(Expression expression, ColumnEncoder.Numeric encoder) {

        /**
         * Encodes it; what cannot be worked out is like a missing cell.
         *
         * @param cells the raw number in a column, NaN where it is missing
         */
        public float encode(ToDoubleFunction<String> cells) {
            float encoded = encoder.encode(expression.value(cells));
            return Float.isFinite(encoded) ? encoded : encoder.encode(Double.NaN);
        }
    }

    /** Writes the derived features of a row to where they stand in it. */
    public void derive(ToDoubleFunction<String> cells, float[] encoded, int at) {
        int first = derived.isEmpty() ? at : at + columnsWidth();
        for (int i = 0; i < derived.size(); i++) {
            encoded[first + i] = derived.get(i).encode(cells);
        }
    }

    private int columnsWidth() {
        return columns.stream().mapToInt(ColumnEncoder::width).sum();
    }

    @Override
    public Shape shape() {
        return Shape.of(columnsWidth() + derived.size());
    }
}
