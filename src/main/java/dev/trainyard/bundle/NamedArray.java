package dev.trainyard.bundle;

import java.util.List;

/**
 * A named array of floats, row-major.
 *
 * @param name such as {@code dense_0/kernel}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by name, never by value
public record NamedArray(String name, List<Integer> shape, float[] values) {

    public NamedArray {
        shape = List.copyOf(shape);
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "array %s of shape %s has %d values".formatted(name, shape, values.length));
        }
    }
}
