package dev.trainyard.prediction;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.json.Json;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the body of a call for rows from its bytes into the network's input, number by number. What is out of the ordinary - another
 * field, a cell that is refused or odd - is left to the longer way, which tells all of it.
 */
final class StraightRows {

    /** Doubled names are found here. */
    private static final ObjectReader JSON =
            Json.mapper().reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private static final int FIRST_NUMBERS = 1 << 12;
    private static final int UNKNOWN = -1;
    private static final int NO_NAME = -2;

    private final FeatureEncoder encoder;
    private final List<CellReader> columns;
    private final ColumnEncoder.@Nullable Numeric[] numbers;
    private final SerializableString[] names;
    private final int[] starts;
    private final Map<String, Integer> places = new HashMap<>();
    private final int width;

    StraightRows(FeatureEncoder encoder) {
        this.encoder = encoder;
        this.columns = encoder.columns().stream().map(CellReader::of).toList();
        this.numbers = new ColumnEncoder.Numeric[columns.size()];
        this.names = new SerializableString[columns.size()];
        this.starts = new int[columns.size()];
        int start = 0;
        for (int place = 0; place < names.length; place++) {
            numbers[place] = encoder.columns().get(place) instanceof ColumnEncoder.Numeric numeric ? numeric : null;
            names[place] = new SerializedString(columns.get(place).name());
            starts[place] = start;
            places.put(columns.get(place).name(), place);
            start += columns.get(place).width();
        }
        this.width = encoder.width();
    }

    /** Rows as the network sees them. */
    record Rows(Encoded encoded, int count) {}

    /** Null where the longer way is needed. */
    @Nullable
    Rows read(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            return new Reading(parser).body();
        } catch (JacksonException e) {
            return null;
        }
    }

    /** One call's. */
    private final class Reading {

        private final JsonParser parser;
        private final RowFindings findings = new RowFindings("rows");
        private final double[] raw = new double[names.length];
        private final int[] lastRow = new int[names.length];
        private float[] encoded = new float[Math.max(width, Math.min(FIRST_NUMBERS, 4 * width))];
        private int rows;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        @Nullable
        Rows body() {
            boolean whole = parser.nextToken() == JsonToken.START_OBJECT
                    && "rows".equals(parser.nextName())
                    && parser.nextToken() == JsonToken.START_ARRAY
                    && rows()
                    && end()
                    && findings.isSilent();
            return whole ? new Rows(new Encoded(Arrays.copyOf(encoded, rows * width), null), rows) : null;
        }

        private boolean rows() {
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_OBJECT) {
                if (!makeRoom() || !row()) {
                    return false;
                }
                rows++;
                token = parser.nextToken();
            }
            return token == JsonToken.END_ARRAY && rows > 0;
        }

        /** As many rows as a call may have. */
        private boolean makeRoom() {
            int needed = (rows + 1) * width;
            if (needed > encoded.length) {
                encoded = Arrays.copyOf(encoded, Math.max(needed, 2 * encoded.length));
            }
            return rows < RowLimit.MOST_ROWS && RowLimit.holds(rows + 1, width);
        }

        private boolean row() {
            int found = 0;
            for (int place = place(0); place != NO_NAME; place = place(found)) {
                if (place == UNKNOWN || lastRow[place] > rows || !cell(place)) {
                    return false;
                }
                lastRow[place] = rows + 1;
                found++;
            }
            encoder.derive(this::raw, encoded, rows * width);
            return parser.currentToken() == JsonToken.END_OBJECT && found == names.length;
        }

        private double raw(String name) {
            Integer place = places.get(name);
            return place == null ? Double.NaN : raw[place];
        }

        /** Most callers name the columns in the model's order. */
        private int place(int expected) {
            if (expected < names.length && parser.nextName(names[expected])) {
                return expected;
            }
            String name = expected < names.length ? parser.currentName() : parser.nextName();
            return name != null && parser.currentToken() == JsonToken.PROPERTY_NAME
                    ? places.getOrDefault(name, UNKNOWN)
                    : NO_NAME;
        }

        private boolean cell(int place) {
            JsonToken token = parser.nextToken();
            ColumnEncoder.Numeric numeric = numbers[place];
            boolean number = token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
            return numeric != null && number ? number(numeric, place) : token.isScalarValue() && value(token, place);
        }

        private boolean number(ColumnEncoder.Numeric column, int place) {
            double cell = parser.getDoubleValue();
            float number = column.encode(cell);
            raw[place] = cell;
            encoded[rows * width + starts[place]] = number;
            return Float.isFinite(number) && !(cell < column.min() || cell > column.max());
        }

        private boolean value(JsonToken token, int place) {
            Object cell = switch (token) {
                case VALUE_NULL -> null;
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NUMBER_INT -> parser.getNumberValue();
                case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                default -> parser.getString();
            };
            raw[place] = cell instanceof Number number ? number.doubleValue() : Double.NaN;
            columns.get(place).read(cell, rows, encoded, rows * width + starts[place], findings);
            return true;
        }

        /** Nothing else is asked for; an explanation may be declined. */
        private boolean end() {
            String name = parser.nextName();
            if ("explain".equals(name)) {
                return parser.nextToken() == JsonToken.VALUE_FALSE
                        && parser.nextToken() == JsonToken.END_OBJECT
                        && parser.nextToken() == null;
            }
            return name == null && parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        }
    }
}
