package dev.trainyard.prediction;

import dev.trainyard.bundle.Categories;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one column as callers send them, and writes them encoded into the network's input. */
sealed interface CellReader permits CellReader.NumberCells, CellReader.CategoryCells, MomentCells {

    /** What a missing cell of a table of texts looks like, as in data sets. */
    Set<String> MISSING = Set.of("", "NA", "NaN", "null", "?");

    String name();

    int width();

    /**
     * Encodes a cell into {@code encoded} from {@code at}.
     *
     * @param cell number, text, boolean, or null for a missing one
     */
    void read(@Nullable Object cell, int row, float[] encoded, int at, RowFindings findings);

    /** The cell that a text stands for; a text that stands for none of the column's is left as it is. */
    @Nullable
    Object typed(String text);

    /** A cell such as the training rows have. */
    Object example();

    /** The cell of a row of which nothing is told: what stands in for a missing one. */
    default @Nullable Object covered() {
        return null;
    }

    static CellReader of(ColumnEncoder encoder) {
        if (encoder instanceof ColumnEncoder.Moment moment) {
            return new MomentCells(moment);
        }
        return encoder instanceof ColumnEncoder.Numeric numeric
                ? new NumberCells(numeric)
                : new CategoryCells((Categories) encoder);
    }

    record NumberCells(ColumnEncoder.Numeric encoder) implements CellReader {

        @Override
        public String name() {
            return encoder.name();
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void read(@Nullable Object cell, int row, float[] encoded, int at, RowFindings findings) {
            if (cell == null) {
                readMissing(row, encoded, at, findings);
            } else if (cell instanceof Number number) {
                readNumber(number.doubleValue(), row, encoded, at, findings);
            } else {
                findings.refuse(
                        row,
                        name(),
                        "wrong_type",
                        "%s is %s; it is a number, such as %s".formatted(name(), Written.of(cell), example()),
                        Suggestion.replace(findings.pointer(row, name()), meant(cell)));
            }
        }

        private void readMissing(int row, float[] encoded, int at, RowFindings findings) {
            encoded[at] = encoder.encode(Double.NaN);
            if (!Float.isFinite(encoded[at])) {
                findings.refuse(
                        row,
                        name(),
                        "missing_value",
                        "%s is missing; the model learned nothing that could stand in for it".formatted(name()),
                        Suggestion.replace(findings.pointer(row, name()), example()));
            }
        }

        private void readNumber(double number, int row, float[] encoded, int at, RowFindings findings) {
            encoded[at] = encoder.encode(number);
            if (!Double.isFinite(number) || !Float.isFinite(encoded[at])) {
                findings.refuse(
                        row,
                        name(),
                        "number_too_large",
                        "%s is %s; that is more than the network's numbers hold, the training rows have %s to %s"
                                .formatted(name(), number, Numbers.plain(encoder.min()), Numbers.plain(encoder.max())),
                        null);
            } else if (number < encoder.min() || number > encoder.max()) {
                findings.outOfRange(row, name(), number, encoder.min(), encoder.max());
            }
        }

        private Object meant(Object cell) {
            return typed(String.valueOf(cell)) instanceof Double number && Double.isFinite(number) ? number : example();
        }

        @Override
        public @Nullable Object typed(String text) {
            if (MISSING.contains(text)) {
                return null;
            }
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                return text;
            }
        }

        /** Where no number stands in, a usual one. */
        @Override
        public Number covered() {
            return Double.isFinite(encoder.fill()) ? encoder.fill() : example();
        }

        @Override
        public Number example() {
            double middle = Double.isFinite(encoder.fill()) ? encoder.fill() : (encoder.min() + encoder.max()) / 2;
            Number rounded = Numbers.rounded(Double.isFinite(middle) ? middle : 0);
            boolean inside = rounded.doubleValue() >= encoder.min() && rounded.doubleValue() <= encoder.max();
            return inside || !Double.isFinite(encoder.min()) ? rounded : encoder.min();
        }
    }

    record CategoryCells(Categories encoder, Map<String, Integer> places) implements CellReader {

        private static final int MOST_LISTED = 20;

        CategoryCells(Categories encoder) {
            this(encoder, encoder.places());
        }

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
            if (cell instanceof Map || cell instanceof List) {
                refuse(
                        row,
                        "wrong_type",
                        "%s is %s; it is one of %s".formatted(name(), Written.of(cell), known()),
                        findings);
                return;
            }
            String category = ColumnEncoder.category(cell);
            Integer place = category == null ? Integer.valueOf(-1) : places.get(category);
            if (place == null && findings.ignoresUnknownCategories()) {
                encoder.encode(-1, encoded, at);
                findings.unknownCategory(row, name(), unknown(String.valueOf(category)));
            } else if (place == null) {
                refuseUnknown(String.valueOf(category), row, findings);
            } else {
                encoder.encode(place, encoded, at);
            }
        }

        private void refuseUnknown(String category, int row, RowFindings findings) {
            String unknown = unknown(category);
            NearestName.of(category, encoder.categories())
                    .ifPresentOrElse(
                            nearest -> findings.refuse(
                                    row,
                                    name(),
                                    "unknown_category",
                                    "%s: did you mean \"%s\"?".formatted(unknown, nearest),
                                    Suggestion.replace(findings.pointer(row, name()), nearest)),
                            () -> refuse(row, "unknown_category", unknown, findings));
        }

        private String unknown(String category) {
            return "%s is %s; the training rows have %s".formatted(name(), Written.of(category), known());
        }

        private void refuse(int row, String code, String message, RowFindings findings) {
            findings.refuse(row, name(), code, message, null);
        }

        private String known() {
            String listed = encoder.categories().stream()
                    .limit(MOST_LISTED)
                    .map(Written::of)
                    .collect(Collectors.joining(", "));
            int more = encoder.categories().size() - MOST_LISTED;
            return more > 0 ? "%s and %d more".formatted(listed, more) : listed;
        }

        @Override
        public @Nullable Object typed(String text) {
            return MISSING.contains(text) && !places.containsKey(text) ? null : text;
        }

        @Override
        public String example() {
            return encoder.categories().isEmpty() ? "" : encoder.categories().get(0);
        }
    }
}
