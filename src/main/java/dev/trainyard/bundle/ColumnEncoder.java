package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.json.ByTypeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** Turns the cells of one column into numbers; what it had to learn from the training rows it carries. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
public sealed interface ColumnEncoder {

    /** The column's name. */
    String name();

    /** How many numbers one cell becomes. */
    int width();

    /**
     * A number: {@code (x - offset) / scale}.
     *
     * @param fill what stands in for a missing cell, before scaling
     * @param min smallest value among the training rows
     * @param max largest value among the training rows
     */
    @JsonTypeName("numeric")
    record Numeric(String name, double offset, double scale, double fill, double min, double max)
            implements ColumnEncoder {

        public Numeric {
            if (!(scale > 0)) {
                throw new IllegalArgumentException("column %s: scale is %s; it is above 0".formatted(name, scale));
            }
        }

        @Override
        public int width() {
            return 1;
        }

        /** Encodes a cell; NaN is a missing one. */
        public float encode(double cell) {
            return (float) (((Double.isNaN(cell) ? fill : cell) - offset) / scale);
        }

        /** Back to the column's own units. */
        public double decode(double encoded) {
            return encoded * scale + offset;
        }
    }

    /** One of a few names: 1 at its place among the categories, 0 elsewhere; a missing cell is all 0. */
    @JsonTypeName("one-hot")
    record OneHot(String name, List<String> categories) implements ColumnEncoder {

        public OneHot {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return categories.size();
        }

        /** Each category's place. */
        public Map<String, Integer> places() {
            Map<String, Integer> places = new HashMap<>();
            categories.forEach(category -> places.put(category, places.size()));
            return places;
        }

        /** Writes a cell into {@code row} from {@code at}; a place below 0 is a missing cell. */
        public void encode(int place, float[] row, int at) {
            java.util.Arrays.fill(row, at, at + categories.size(), 0f);
            if (place >= 0) {
                row[at + place] = 1f;
            }
        }
    }

    /** The category of a cell as it is written: whole numbers have no decimals. */
    static @Nullable String category(@Nullable Object cell) {
        if (cell instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return cell == null ? null : cell.toString();
    }
}
