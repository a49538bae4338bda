package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.dataset.Moments;
import dev.trainyard.json.ByTypeName;
import java.util.List;
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
    record OneHot(String name, List<String> categories) implements ColumnEncoder, Categories {

        public OneHot {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return categories.size();
        }

        @Override
        public void encode(int place, float[] row, int at) {
            java.util.Arrays.fill(row, at, at + categories.size(), 0f);
            if (place >= 0) {
                row[at + place] = 1f;
            }
        }
    }

    /**
     * One of two names: 0 or 1.
     *
     * @param fill what stands in for a missing cell
     */
    @JsonTypeName("binary")
    record Binary(String name, List<String> categories, double fill) implements ColumnEncoder, Categories {

        public Binary {
            if (categories.size() != 2) {
                throw new IllegalArgumentException("column %s has categories %s; a binary one has two".formatted(name, categories));
            }
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void encode(int place, float[] row, int at) {
            row[at] = place < 0 ? (float) fill : place;
        }
    }

    /**
     * A point in time: its year with the fraction, scaled, and where in the year, the week and the day it lies, each as sine
     * and cosine; the last six of a missing cell are 0.
     */
    @JsonTypeName("datetime")
    record Moment(String name, Numeric years) implements ColumnEncoder {

        private static final double DAY = 86_400;
        private static final double YEAR = 365.2425 * DAY;

        /** Monday, 1970-01-05. */
        private static final double MONDAY = 4 * DAY;

        @Override
        public int width() {
            return Moments.PARTS;
        }

        /** The year of a moment and how much of it is over, such as 2024.5. */
        public static double year(double seconds) {
            return 1970 + seconds / YEAR;
        }

        /** The moment of a year and its fraction. */
        public static double seconds(double year) {
            return (year - 1970) * YEAR;
        }

        /** Writes a cell, seconds since 1970 or NaN, into {@code row} from {@code at}. */
        public void encode(double seconds, float[] row, int at) {
            row[at] = years.encode(year(seconds));
            circle(seconds / YEAR, row, at + 1);
            circle((seconds - MONDAY) / (7 * DAY), row, at + 3);
            circle(seconds / DAY, row, at + 5);
        }

        private static void circle(double turns, float[] row, int at) {
            double angle = 2 * Math.PI * (turns - Math.floor(turns));
            row[at] = Double.isNaN(angle) ? 0 : (float) Math.sin(angle);
            row[at + 1] = Double.isNaN(angle) ? 0 : (float) Math.cos(angle);
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
