package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.Moments;
import org.jspecify.annotations.Nullable;

/** The numbers that columns are fitted to. */
final class Numbers {

    private Numbers() {}

    /** The number of a cell, of a moment its year; NaN where there is none. */
    static double of(@Nullable Object cell, ColumnSchema column) {
        if (column.type() == ColumnType.DATETIME) {
            return ColumnEncoder.Moment.year(seconds(cell));
        }
        return cell instanceof Double number ? number : Double.NaN;
    }

    /** The seconds of a moment's cell; NaN where there is none. */
    static double seconds(@Nullable Object cell) {
        return cell == null ? Double.NaN : Moments.seconds(String.valueOf(cell));
    }

    /** The encoder of a column of numbers or moments. */
    static ColumnEncoder encoder(ColumnEncoder.Numeric fitted, ColumnSchema column) {
        return column.type() == ColumnType.DATETIME
                ? new ColumnEncoder.Moment(column.name(), filledWithin(fitted))
                : fitted;
    }

    /** There is no year 0 to stand in for a missing moment. */
    private static ColumnEncoder.Numeric filledWithin(ColumnEncoder.Numeric years) {
        return years.fill() != 0
                ? years
                : new ColumnEncoder.Numeric(
                        years.name(),
                        years.offset(),
                        years.scale(),
                        (years.min() + years.max()) / 2,
                        years.min(),
                        years.max());
    }
}
