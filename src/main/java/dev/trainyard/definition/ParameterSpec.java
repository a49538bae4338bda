package dev.trainyard.definition;

/**
 * A named array that a layer learns or keeps, in Keras' names and layout ({@code kernel} of a dense layer is
 * {@code [inputs, units]}, row-major).
 *
 * @param trainable false for running statistics, which no gradient reaches
 */
public record ParameterSpec(String name, Shape shape, boolean trainable) {

    public static ParameterSpec trainable(String name, int... dimensions) {
        return new ParameterSpec(name, Shape.of(dimensions), true);
    }

    public static ParameterSpec statistic(String name, int... dimensions) {
        return new ParameterSpec(name, Shape.of(dimensions), false);
    }
}
