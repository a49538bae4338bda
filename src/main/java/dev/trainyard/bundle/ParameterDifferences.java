package dev.trainyard.bundle;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the parameters of a network that was trained again differ from those of the first.
 *
 * @param identical whether all are equal bit for bit
 * @param largest the largest difference of two numbers
 * @param arrays those that differ, the most different first
 */
public record ParameterDifferences(
        @Schema(example = "true") boolean identical,
        @Schema(example = "0") double largest,
        List<OfArray> arrays) {

    private static final int MOST_ARRAYS = 100;

    public ParameterDifferences {
        arrays = List.copyOf(arrays);
    }

    /** The largest difference within one array. */
    @Schema(name = "ArrayDifference")
    public record OfArray(
            @Schema(example = "dense_0/kernel") String name,
            @Schema(example = "1.2e-7") double largest) {}

    /** Compares all arrays of the first network with those of the same name. */
    public static ParameterDifferences of(NamedArrays first, NamedArrays again) {
        List<OfArray> differing = new ArrayList<>();
        for (NamedArray array : first.arrays()) {
            float[] then = array.values();
            float[] now = again.get(array.name()).values();
            if (!areEqual(then, now)) {
                differing.add(new OfArray(array.name(), largest(then, now)));
            }
        }
        differing.sort(Comparator.comparingDouble(OfArray::largest).reversed());
        double largest = differing.isEmpty() ? 0 : differing.get(0).largest();
        return new ParameterDifferences(
                differing.isEmpty(), largest, differing.subList(0, Math.min(MOST_ARRAYS, differing.size())));
    }

    private static boolean areEqual(float[] then, float[] now) {
        for (int i = 0; i < then.length; i++) {
            if (Float.floatToRawIntBits(then[i]) != Float.floatToRawIntBits(now[i])) {
                return false;
            }
        }
        return then.length == now.length;
    }

    private static double largest(float[] then, float[] now) {
        double largest = 0;
        for (int i = 0; i < then.length; i++) {
            largest = Math.max(largest, Math.abs((double) then[i] - now[i]));
        }
        return largest;
    }
}
