package dev.trainyard.layout;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cells of some columns, encoded as training encodes them: a category and a moment become several numbers. */
record CellNumbers(List<ColumnSchema> columns) implements StepNumbers {

    private static final List<String> PARTS_OF_A_MOMENT =
            List.of("year", "year.sin", "year.cos", "week.sin", "week.cos", "day.sin", "day.cos");

    @Override
    public List<String> names() {
        return columns.stream().flatMap(CellNumbers::names).toList();
    }

    private static Stream<String> names(ColumnSchema column) {
        return switch (column.type()) {
            case NUMERIC, TEXT -> Stream.of(column.name());
            case DATETIME -> PARTS_OF_A_MOMENT.stream().map(part -> column.name() + "." + part);
            case CATEGORICAL, BOOLEAN -> column.categories().stream().map(category -> column.name() + "=" + category);
        };
    }

    @Override
    public int width() {
        return names().size();
    }

    @Override
    public List<@Nullable Float> of(Step step) {
        List<@Nullable Float> numbers = new ArrayList<>();
        for (ColumnSchema column : columns) {
            Object cell = step.cells().get(column.name());
            switch (column.type()) {
                case NUMERIC, TEXT -> numbers.add(cell instanceof Number number ? number.floatValue() : null);
                case DATETIME -> addMoment(column, cell, numbers);
                case CATEGORICAL, BOOLEAN ->
                    addCategory(new ColumnEncoder.OneHot(column.name(), column.categories()), cell, numbers);
            }
        }
        return numbers;
    }

    private static void addMoment(ColumnSchema column, @Nullable Object cell, List<@Nullable Float> into) {
        double seconds = cell == null ? Double.NaN : Moments.seconds(cell.toString());
        float[] encoded = new float[Moments.PARTS];
        new ColumnEncoder.Moment(column.name(), new ColumnEncoder.Numeric(column.name(), 0, 1, Double.NaN, 0, 0))
                .encode(seconds, encoded, 0);
        for (float number : encoded) {
            into.add(Float.isNaN(number) ? null : number);
        }
    }

    private static void addCategory(ColumnEncoder.OneHot encoder, @Nullable Object cell, List<@Nullable Float> into) {
        float[] encoded = new float[encoder.width()];
        String category = ColumnEncoder.category(cell);
        encoder.encode(category == null ? -1 : encoder.categories().indexOf(category), encoded, 0);
        for (float number : encoded) {
            into.add(number);
        }
    }
}
