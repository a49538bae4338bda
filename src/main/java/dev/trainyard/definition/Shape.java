package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The shape of one example, without the batch: {@code [features]}; as Keras counts them. */
public record Shape(@JsonValue List<Integer> dimensions) {

    @JsonCreator
    public Shape {
        dimensions = List.copyOf(dimensions);
    }

    public static Shape of(int... dimensions) {
        return new Shape(Arrays.stream(dimensions).boxed().collect(Collectors.toList()));
    }

    public int rank() {
        return dimensions.size();
    }

    public int last() {
        return dimensions.get(dimensions.size() - 1);
    }

    /** The same but for its last axis. */
    public Shape withLast(int size) {
        List<Integer> changed = new ArrayList<>(dimensions);
        changed.set(changed.size() - 1, size);
        return new Shape(changed);
    }

    /** Whether all of these are the same but for their last axis. */
    public boolean agreesButForLast(List<Shape> others) {
        return others.stream().allMatch(other -> other.withLast(last()).equals(this));
    }

    /** The shape of a sequence of so many of these. */
    public Shape over(int steps) {
        List<Integer> all = new ArrayList<>(List.of(steps));
        all.addAll(dimensions);
        return new Shape(all);
    }

    /** How many numbers an array of this shape holds. */
    public long size() {
        long size = 1;
        for (int dimension : dimensions) {
            size = Math.multiplyExact(size, (long) dimension);
        }
        return size;
    }

    @Override
    public String toString() {
        return dimensions.toString();
    }
}
