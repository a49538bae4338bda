package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.Examples;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.data.TypedRows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows with the same id are an example, and those without one are none; they come sequence by sequence, each in its order. */
final class AskedSequences extends AskedExamples {

    private static final int MOST_STEPS = 100_000;

    private final Making making;
    private final int id;
    private @Nullable List<String> ahead;
    private int read;

    AskedSequences(List<ColumnSchema> columns, Examples.Sequences how, TypedRows rows, Making making)
            throws SQLException {
        super(columns, rows, keys(how));
        this.making = making;
        this.id = how.id() == null ? -1 : header().indexOf(how.id().name());
        this.ahead = row();
    }

    /** Makes an example of some rows, of which the first is the so-many-th in the order of the keys. */
    interface Making {
        Object example(int first, List<List<String>> steps) throws IOException;
    }

    static List<ColumnSchema> keys(Examples.Sequences how) {
        return Stream.of(how.id(), how.order()).flatMap(Stream::ofNullable).toList();
    }

    @Override
    @Nullable
    AskedExample next() throws IOException, SQLException {
        List<String> first = ahead;
        if (first == null) {
            return null;
        }
        List<List<String>> steps = new ArrayList<>(List.of(first));
        ahead = row();
        while (ahead != null && id >= 0 && ahead.get(id).equals(first.get(id))) {
            steps.add(ahead);
            if (steps.size() > MOST_STEPS) {
                throw tooLong(first.get(id));
            }
            ahead = row();
        }
        boolean isStray = id >= 0 && first.get(id).isEmpty();
        int begin = read;
        read += steps.size();
        return new AskedExample(isStray ? null : making.example(begin, steps), steps);
    }

    private static JobFailed tooLong(String id) {
        return new JobFailed(
                "data_invalid",
                "sequence '%s' has more than %d steps".formatted(id, MOST_STEPS),
                "Cut it into shorter ones with ids of their own.");
    }
}
