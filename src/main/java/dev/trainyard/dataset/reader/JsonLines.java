package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns lines that are JSON objects into the tidy form. The columns are all fields in the order in which they first
 * occur; a field that is not there or {@code null} is a missing cell, an array or object is kept as its JSON text.
 */
final class JsonLines implements Cut {

    private static final int DEEPEST = 100;
    private static final Dialect WHOLE_LINES = new Dialect(Dialect.NONE, Dialect.NONE);

    private final RawBytes raw;
    private final DatasetSpec spec;
    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    private final Set<String> fields = new LinkedHashSet<>();
    private BrokenRows broken = new BrokenRows();
    private long rows;

    JsonLines(RawBytes raw, DatasetSpec spec) {
        this.raw = raw;
        this.spec = spec;
    }

    /** Writes the tidy form; afterwards the names, the number of rows and the broken ones are known. */
    JsonLines into(Path target) throws IOException {
        forEach((line, cells) -> {
            fields.addAll(cells.keySet());
            Tidying.refuseTooMany(fields.size());
        });
        broken = new BrokenRows();
        try (TidyFile tidy = new TidyFile(target, spec.nullValuesOrUsual())) {
            forEach((line, cells) -> write(line, cells, tidy));
            rows = tidy.rows();
        }
        return this;
    }

    private interface Taker {
        void take(long line, Map<String, @Nullable String> cells) throws IOException;
    }

    private void forEach(Taker taker) throws IOException {
        try (InputStream text = raw.open()) {
            RowScanner scanner = new RowScanner(text, WHOLE_LINES);
            for (RowScanner.Found found = scanner.next(); found != RowScanner.Found.END; found = scanner.next()) {
                if (found == RowScanner.Found.ROW) {
                    Map<String, @Nullable String> cells = cells(scanner.row());
                    if (cells != null) {
                        taker.take(scanner.line(), cells);
                    }
                } else {
                    broken.add(scanner.line(), found, scanner);
                }
            }
        }
    }

    private void write(long line, Map<String, @Nullable String> cells, TidyFile tidy) throws IOException {
        tidy.begin(line);
        for (String field : fields) {
            String cell = cells.get(field);
            if (cell == null) {
                tidy.missing();
            } else {
                byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
                tidy.cell(bytes, 0, bytes.length);
            }
        }
        tidy.end();
    }

    /** The fields of the object in a line; null, and told, when it holds none. */
    private @Nullable Map<String, @Nullable String> cells(Row row) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), row.bytes(), 0, row.end(0))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotAnObject("the line is no JSON object such as {\"x\":1,\"label\":\"a\"}");
            }
            Map<String, @Nullable String> cells = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                cells.put(name, cell(parser, row));
            }
            if (parser.nextToken() != null) {
                throw new NotAnObject("something follows the object; each one has a line of its own");
            }
            return cells;
        } catch (NotAnObject e) {
            broken.add(row.line(), row.excerpt(), "not_an_object", String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            broken.add(row.line(), row.excerpt(), "bad_json", "the line is no JSON: " + e.getOriginalMessage());
        }
        return null;
    }

    private static final class NotAnObject extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAnObject(String message) {
            super(message);
        }
    }

    /** A value as text; a number is written as the description says that numbers are. */
    private @Nullable String cell(JsonParser parser, Row row) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            return new String(row.bytes(), start, end - start, StandardCharsets.UTF_8);
        }
        String text = parser.getString();
        return token.isNumeric() && ",".equals(spec.decimal()) ? text.replace('.', ',') : text;
    }

    @Override
    public List<String> names() {
        return Names.ofHeader(List.copyOf(fields));
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public BrokenRows broken() {
        return broken;
    }
}
