package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import java.util.List;

/** Encodes the feature columns of a row. */
@JsonTypeName("row")
public record FeatureEncoder(List<ColumnEncoder> columns) implements InputEncoder {

    public FeatureEncoder {
        columns = List.copyOf(columns);
    }

    @Override
    public Shape shape() {
        return Shape.of(columns.stream().mapToInt(ColumnEncoder::width).sum());
    }
}
