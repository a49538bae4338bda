package dev.trainyard.prediction;

import dev.trainyard.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of texts as the examples they stand for.
 *
 * @param id the column that tells sequences apart, null where each row is an example
 * @param ids of the sequences
 */
record ExampleTable(List<Object> examples, @Nullable String id, List<String> ids) {

    ExampleTable {
        examples = List.copyOf(examples);
        ids = List.copyOf(ids);
    }

    static ExampleTable of(TextTable table, ExampleReader reader, Manifest manifest) {
        return reader instanceof SequenceReader
                ? sequences(table, reader, manifest)
                : new ExampleTable(typed(reader, table.header(), table.rows()), null, List.of());
    }

    private static ExampleTable sequences(TextTable table, ExampleReader reader, Manifest manifest) {
        Manifest.Keys keys = manifest.keys() == null ? new Manifest.Keys(null, null) : manifest.keys();
        SequenceTable sequences = new SequenceTable(table, unread(keys.id(), manifest), unread(keys.order(), manifest));
        List<Object> examples = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        sequences.sequences().forEach((id, steps) -> {
            examples.add(typed(reader, sequences.header(), steps));
            ids.add(id);
        });
        return new ExampleTable(examples, keys.id() == null ? "sequence" : keys.id(), ids);
    }

    /** A key that is also a feature is read like the others. */
    private static @Nullable String unread(@Nullable String key, Manifest manifest) {
        boolean read =
                manifest.features().stream().anyMatch(column -> column.name().equals(key));
        return read ? null : key;
    }

    private static List<Object> typed(ExampleReader reader, List<String> header, List<List<String>> rows) {
        return rows.stream().map(row -> (Object) reader.typed(header, row)).toList();
    }
}
