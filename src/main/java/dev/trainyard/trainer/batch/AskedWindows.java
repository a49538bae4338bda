package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.Examples;
import dev.trainyard.trainer.data.TypedRows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each row stands for the window of its sequence that ends with it, so that its answer is of what came before it alone: what
 * follows it where something is forecast, otherwise what it is itself. A sequence's first rows have shorter windows.
 */
final class AskedWindows extends AskedExamples {

    private final AskedSequences.Making making;
    private final Examples.Sequences how;
    private final int id;
    private final Deque<List<String>> window = new ArrayDeque<>();
    private int read;

    AskedWindows(List<ColumnSchema> columns, Examples.Sequences how, TypedRows rows, AskedSequences.Making making)
            throws SQLException {
        super(columns, rows, AskedSequences.keys(how));
        this.making = making;
        this.how = how;
        this.id = how.id() == null ? -1 : header().indexOf(how.id().name());
    }

    /** Whether a row is answered by what goes before it, not by its sequence. */
    static boolean areMeant(Examples.Sequences how) {
        return switch (how.mode()) {
            case ONE_TO_ONE -> true;
            case ONE_TO_MANY -> false;
            case MANY_TO_ONE, MANY_TO_MANY -> how.forecasts() || how.tellsNext() || how.id() == null;
        };
    }

    @Override
    Standing standing() {
        return how.forecasts() ? Standing.ABREAST : Standing.LAST_STEP;
    }

    @Override
    @Nullable
    AskedExample next() throws IOException, SQLException {
        List<String> row = row();
        if (row == null) {
            return null;
        }
        if (id >= 0 && !window.isEmpty() && !window.getLast().get(id).equals(row.get(id))) {
            window.clear();
        }
        window.addLast(row);
        if (window.size() > how.window()) {
            window.removeFirst();
        }
        read++;
        boolean isStray = id >= 0 && row.get(id).isEmpty();
        Object asked = isStray ? null : making.example(read - window.size(), List.copyOf(window));
        return new AskedExample(asked, List.of(row));
    }
}
