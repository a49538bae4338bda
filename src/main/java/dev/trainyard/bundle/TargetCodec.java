package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.ByTypeName;
import java.util.List;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** Turns target cells into what the network is trained to answer, and its answers back. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
public sealed interface TargetCodec {

    /** How many numbers the network answers. */
    @JsonIgnore
    default int width() {
        return Math.toIntExact(shape().size());
    }

    /** The shape of its answer to one example. */
    @JsonIgnore
    Shape shape();

    /**
     * One of several classes.
     *
     * @param name the target column
     * @param units 1 for a single output that is the second class's probability, else one output a class
     */
    @JsonTypeName("classes")
    record Classes(String name, List<String> categories, int units) implements TargetCodec {

        public Classes {
            categories = List.copyOf(categories);
            if (units != categories.size() && !(units == 1 && categories.size() == 2)) {
                throw new IllegalArgumentException(
                        "%d outputs cannot tell %d classes apart".formatted(units, categories.size()));
            }
        }

        @Override
        public Shape shape() {
            return Shape.of(units);
        }

        /** The probability of each category, in their order, from one row of the network's answers. */
        public double[] probabilities(float[] answers, int at) {
            if (units == 1) {
                return new double[] {1.0 - answers[at], answers[at]};
            }
            double[] probabilities = new double[units];
            for (int i = 0; i < units; i++) {
                probabilities[i] = answers[at + i];
            }
            return probabilities;
        }

        /** Writes what the network should answer for a class. */
        public void encode(int place, float[] row, int at) {
            if (units == 1) {
                row[at] = place;
            } else {
                java.util.Arrays.fill(row, at, at + units, 0f);
                row[at + place] = 1f;
            }
        }
    }

    /** The example itself: the network rebuilds what it reads. */
    @JsonTypeName("example")
    record Example(InputEncoder encoder) implements TargetCodec {

        @Override
        public Shape shape() {
            return encoder.shape();
        }
    }

    /** Numbers, each scaled as the training rows had them. */
    @JsonTypeName("values")
    record Values(List<ColumnEncoder.Numeric> columns) implements TargetCodec {

        public Values {
            columns = List.copyOf(columns);
        }

        @Override
        public Shape shape() {
            return Shape.of(columns.size());
        }
    }
}
