package dev.trainyard.trainer.engine;

import java.util.ServiceLoader;

/** Products of row-major matrices, for engines that write their own loops around them; found as a service. */
public interface MatrixProducts {

    /** What multiplies here. */
    static MatrixProducts here() {
        return ServiceLoader.load(MatrixProducts.class, MatrixProducts.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing on the class path multiplies matrices"));
    }

    /** {@code into = a · b}. */
    default void multiply(Factor a, Factor b, Size size, float[] into) {
        multiply(a, b, size, 1, 0, into);
    }

    /** {@code into = scale · a · b + keep · into}. */
    void multiply(Factor a, Factor b, Size size, float scale, float keep, float[] into);

    /** Makes room for so many numbers outside the heap; what is in it is not said. */
    NativeFloats room(int floats);

    /** {@code into = a · b}, where {@code a} has so many rows. */
    void product(NativeFloats.Matrix a, NativeFloats.Matrix b, int rows, NativeFloats.Matrix into);

    /** {@code into = a · bᵀ}, where {@code a} has so many rows. */
    void productByTransposed(NativeFloats.Matrix a, NativeFloats.Matrix b, int rows, NativeFloats.Matrix into);

    /** {@code into = aᵀ · b}, where both have so many rows. */
    default void transposedProduct(NativeFloats.Matrix a, NativeFloats.Matrix b, int rows, NativeFloats.Matrix into) {
        transposedProduct(a, b, rows, into, false);
    }

    /** The same, or added to what is there. */
    void transposedProduct(
            NativeFloats.Matrix a, NativeFloats.Matrix b, int rows, NativeFloats.Matrix into, boolean add);

    EngineMaker.Kernels kernels();

    /**
     * A matrix at the start of an array.
     *
     * @param turned whether the array holds its transpose
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Factor(float[] values, boolean turned) {

        public static Factor of(float[] values) {
            return new Factor(values, false);
        }

        public static Factor turned(float[] values) {
            return new Factor(values, true);
        }
    }

    /** Of a product: {@code [rows, inner] · [inner, columns]}. */
    record Size(int rows, int inner, int columns) {}
}
