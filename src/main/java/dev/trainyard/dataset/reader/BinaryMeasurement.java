package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.reader.Measurements.Measured;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures columns of zeros and ones, of which there may be thousands. */
final class BinaryMeasurement {

    private BinaryMeasurement() {}

    static List<Measured> of(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        Object[] answer = typed.ask(block, "count(%1$s), sum(%1$s)", rows);
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            long present = Votes.count(answer[2 * i]);
            double ones = answer[2 * i + 1] == null ? 0 : ((Number) answer[2 * i + 1]).doubleValue();
            measured.add(new Measured(
                    block.get(i).index(),
                    column(block.get(i).name(), rows, present, ones),
                    Profile.ColumnProfile.named(block.get(i).name())));
        }
        return measured;
    }

    private static Column column(String name, long rows, long present, double ones) {
        long distinct = (ones > 0 ? 1 : 0) + (ones < present ? 1 : 0);
        return new Column(
                name,
                ColumnType.NUMERIC,
                rows - present,
                distinct,
                present == 0 ? null : ones < present ? 0.0 : 1.0,
                present == 0 ? null : ones > 0 ? 1.0 : 0.0,
                present == 0 ? null : ones / present,
                std(present, ones),
                null,
                null);
    }

    private static @Nullable Double std(long present, double ones) {
        return present < 2 ? null : Math.sqrt(ones * (present - ones) / present / (present - 1));
    }
}
