package dev.trainyard.prediction;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.dataset.Moments;
import dev.trainyard.problem.Suggestion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads points in time, which callers write as in data sets. */
record MomentCells(ColumnEncoder.Moment encoder) implements CellReader {

    @Override
    public String name() {
        return encoder.name();
    }

    @Override
    public int width() {
        return encoder.width();
    }

    @Override
    public void read(@Nullable Object cell, int row, float[] encoded, int at, RowFindings findings) {
        double seconds = cell instanceof String text ? Moments.seconds(text) : Double.NaN;
        if (cell != null && Double.isNaN(seconds)) {
            findings.refuse(
                    row,
                    name(),
                    "wrong_type",
                    "%s is %s; it is a point in time, such as \"%s\"".formatted(name(), Written.of(cell), example()),
                    Suggestion.replace(findings.pointer(row, name()), example()));
            return;
        }
        encoder.encode(seconds, encoded, at);
        double year = ColumnEncoder.Moment.year(seconds);
        if (year < encoder.years().min() || year > encoder.years().max()) {
            findings.odd(
                    "out_of_range",
                    "row %d: %s is %s; the training rows have %s to %s"
                            .formatted(
                                    row,
                                    name(),
                                    cell,
                                    written(encoder.years().min()),
                                    written(encoder.years().max())));
        }
    }

    private static String written(double year) {
        return Instant.ofEpochSecond(Math.round(ColumnEncoder.Moment.seconds(year)))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    @Override
    public @Nullable Object typed(String text) {
        return MISSING.contains(text) ? null : text;
    }

    @Override
    public String example() {
        return written(encoder.years().fill());
    }
}
