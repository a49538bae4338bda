package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.trainer.data.TypedRows;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each row is an example: all of its cells, or its text. */
final class AskedRows extends AskedExamples {

    private final Asking asking;

    AskedRows(List<ColumnSchema> columns, TypedRows rows, Asking asking) throws SQLException {
        super(columns, rows, List.of());
        this.asking = asking;
    }

    @Override
    @Nullable
    AskedExample next() throws SQLException {
        List<String> row = row();
        return row == null ? null : new AskedExample(asking.example(List.of(row)), List.of(row));
    }
}
