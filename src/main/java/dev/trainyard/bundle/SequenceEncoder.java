package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import java.util.List;

/**
 * Encodes the steps of a sequence, each by its cells, and pads them with zeros behind.
 *
 * @param steps how many steps the network reads
 * @param exact whether a sequence must have exactly so many; otherwise it may have fewer
 */
@JsonTypeName("sequence")
public record SequenceEncoder(List<ColumnEncoder> columns, int steps, boolean exact) implements InputEncoder {

    public SequenceEncoder {
        columns = List.copyOf(columns);
    }

    @Override
    public Shape shape() {
        return Shape.of(steps, step().width());
    }

    /** Encodes a single step. */
    public FeatureEncoder step() {
        return new FeatureEncoder(columns);
    }
}
