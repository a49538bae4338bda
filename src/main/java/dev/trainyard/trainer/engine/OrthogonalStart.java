package dev.trainyard.trainer.engine;

import dev.trainyard.definition.Shape;

/**
 * A matrix whose shorter side's vectors are orthonormal (Saxe et al. 2014), by Gram and Schmidt's process on normally
 * distributed ones; an array of more axes is taken as a matrix of its last axis, as in Keras.
 */
final class OrthogonalStart {

    private OrthogonalStart() {}

    static float[] of(Shape shape, SeededRandom random) {
        int columns = shape.last();
        int rows = Math.toIntExact(shape.size() / columns);
        int count = Math.min(rows, columns);
        double[][] vectors = new double[count][Math.max(rows, columns)];
        for (int i = 0; i < count; i++) {
            draw(vectors, i, random);
        }
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] =
                        (float) (rows <= columns ? vectors[row][column] : vectors[column][row]);
            }
        }
        return values;
    }

    private static void draw(double[][] vectors, int at, SeededRandom random) {
        double[] vector = vectors[at];
        double length = 0;
        while (length < 1e-6) {
            for (int k = 0; k < vector.length; k++) {
                vector[k] = random.nextGaussian();
            }
            for (int turn = 0; turn < 2; turn++) { // twice is enough
                for (int i = 0; i < at; i++) {
                    subtract(vectors[i], dot(vectors[i], vector), vector);
                }
            }
            length = Math.sqrt(dot(vector, vector));
        }
        for (int k = 0; k < vector.length; k++) {
            vector[k] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void subtract(double[] direction, double share, double[] from) {
        for (int k = 0; k < from.length; k++) {
            from[k] -= share * direction[k];
        }
    }
}
