package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.trainer.dl4j.fused.Gemm.Turned;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.factory.Nd4j;

/** Floats outside the heap, where native products can reach them without copying; the place grows as it is needed. */
final class Memory {

    static {
        Nd4j.getBackend(); // loads the library that the products come from
    }

    private FloatPointer pointer = new FloatPointer(1L);
    private FloatBuffer buffer = pointer.capacity(1).asBuffer();

    /** Makes room; what was there may be gone. */
    Memory room(int floats) {
        if (buffer.capacity() < floats) {
            pointer.close();
            pointer = new FloatPointer(floats);
            buffer = pointer.asBuffer();
        }
        return this;
    }

    Memory fill(float[] values) {
        room(values.length).buffer.put(0, values);
        return this;
    }

    void put(int at, float[] values, int from, int count) {
        buffer.put(at, values, from, count);
    }

    void get(int at, float[] into, int from, int count) {
        buffer.get(at, into, from, count);
    }

    /** A row-major matrix in this memory; it is made once, and each product says where it begins. */
    Matrix matrix(int columns) {
        return new Matrix(columns);
    }

    /** A matrix at some place of the memory. */
    final class Matrix {

        private final int columns;
        private int begins;

        private Matrix(int columns) {
            this.columns = columns;
        }

        /** The matrix that begins there. */
        Matrix from(int at) {
            begins = at;
            return this;
        }

        private long address() {
            return pointer.address() + (long) Float.BYTES * begins;
        }
    }

    /** {@code into = a · b (+ into)}, where {@code a} has so many rows and {@code b} as many rows as {@code a} has columns. */
    static void product(Matrix a, Matrix b, int rows, Matrix into, boolean add) {
        multiply(Turned.NONE, rows, a.columns, a, b, into, add);
    }

    /** {@code into = a · bᵀ (+ into)}. */
    static void productByTransposed(Matrix a, Matrix b, int rows, Matrix into, boolean add) {
        multiply(Turned.RIGHT, rows, a.columns, a, b, into, add);
    }

    /** {@code into = aᵀ · b (+ into)}, where both have so many rows. */
    static void transposedProduct(Matrix a, Matrix b, int rows, Matrix into, boolean add) {
        multiply(Turned.LEFT, a.columns, rows, a, b, into, add);
    }

    @SuppressWarnings("checkstyle:ParameterNumber") // a product is said so
    private static void multiply(Turned turned, int rows, int inner, Matrix a, Matrix b, Matrix into, boolean add) {
        Gemm.here()
                .multiply(
                        turned,
                        rows,
                        inner,
                        into.columns,
                        a.address(),
                        a.columns,
                        b.address(),
                        b.columns,
                        add,
                        into.address(),
                        into.columns);
    }
}
