package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.prediction.Scorer;
import dev.trainyard.prediction.TextTable;
import java.util.List;

/** Makes what a model is asked of the cells that it reads; others it would refuse. */
final class Asking {

    private final Scorer scorer;
    private final List<String> header;
    private final List<Integer> places;

    Asking(List<ColumnSchema> columns, List<ColumnSchema> features, Scorer scorer) {
        List<String> names = columns.stream().map(ColumnSchema::name).toList();
        this.scorer = scorer;
        this.header = features.stream().map(ColumnSchema::name).toList();
        this.places = header.stream().map(names::indexOf).toList();
    }

    /** The one example that the rows stand for. */
    Object example(List<List<String>> rows) {
        List<List<String>> read = rows.stream().map(this::read).toList();
        return scorer.read(new TextTable(header, read)).get(0);
    }

    private List<String> read(List<String> row) {
        return places.stream().map(row::get).toList();
    }
}
