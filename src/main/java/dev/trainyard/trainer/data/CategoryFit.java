package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.Preprocessing;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Learns from the training rows what stands in for a missing cell of a column of two categories. */
record CategoryFit(Preprocessing preprocessing) {

    ColumnEncoder.Binary fit(TypedRows rows, ColumnSchema column, int[] train) throws SQLException {
        String second = column.categories().get(1);
        double[] cells = new double[rows.count()];
        rows.forEach(List.of(column), (row, cell) -> {
            cells[row] = cell[0] == null ? Double.NaN : String.valueOf(cell[0]).equals(second) ? 1 : 0;
        });
        double share = Arrays.stream(train)
                .mapToDouble(row -> cells[row])
                .filter(cell -> !Double.isNaN(cell))
                .average()
                .orElse(0);
        double fill = switch (preprocessing.missing()) {
            case MEAN -> share;
            case MEDIAN -> Math.rint(share);
            case ZERO -> 0;
        };
        return new ColumnEncoder.Binary(column.name(), column.categories(), fill);
    }
}
