package dev.trainyard.definition;

import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks initial values that were written out against the array they are for. */
final class GivenValues {

    private GivenValues() {}

    static Optional<Violation> misfit(String pointer, List<?> values, Shape shape) {
        List<Integer> dimensions = new ArrayList<>();
        for (Object at = values; at instanceof List<?> list && !list.isEmpty(); at = list.get(0)) {
            dimensions.add(list.size());
        }
        if (!dimensions.equals(shape.dimensions())) {
            return Optional.of(new Violation(
                    pointer,
                    "shape_mismatch",
                    "these values have the shape %s, and the array has %s".formatted(dimensions, shape)));
        }
        return oddOne(pointer, values, shape.dimensions());
    }

    private static Optional<Violation> oddOne(String pointer, @Nullable Object value, List<Integer> dimensions) {
        if (dimensions.isEmpty()) {
            return value instanceof Number number && Double.isFinite(number.floatValue())
                    ? Optional.empty()
                    : Optional.of(new Violation(pointer, "invalid_value", "%s is no number".formatted(value)));
        }
        if (!(value instanceof List<?> list) || list.size() != dimensions.get(0)) {
            return Optional.of(new Violation(
                    pointer, "shape_mismatch", "a list of %d is expected here".formatted(dimensions.get(0))));
        }
        List<Integer> rest = dimensions.subList(1, dimensions.size());
        for (int i = 0; i < list.size(); i++) {
            Optional<Violation> odd = oddOne(pointer + "/" + i, list.get(i), rest);
            if (odd.isPresent()) {
                return odd;
            }
        }
        return Optional.empty();
    }
}
