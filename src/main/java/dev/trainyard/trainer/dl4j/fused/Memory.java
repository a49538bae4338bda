package dev.trainyard.trainer.dl4j.fused;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
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

    void read(float[] into) {
        buffer.get(0, into);
    }

    private FloatPointer from(int at) {
        return pointer.getPointer(at);
    }

    /** A matrix in some memory, row-major, from some place on. */
    record Matrix(Memory memory, int at, int columns) {}

    Matrix matrix(int at, int columns) {
        return new Matrix(this, at, columns);
    }

    /** {@code into = a · b (+ into)}, where {@code a} has so many rows and {@code b} as many rows as {@code a} has columns. */
    static void product(Matrix a, Matrix b, int rows, Matrix into, boolean add) {
        gemm(openblas.CblasNoTrans, openblas.CblasNoTrans, rows, into.columns, a.columns, a, b, into, add);
    }

    /** {@code into = a · bᵀ (+ into)}. */
    static void productByTransposed(Matrix a, Matrix b, int rows, Matrix into, boolean add) {
        gemm(openblas.CblasNoTrans, openblas.CblasTrans, rows, into.columns, a.columns, a, b, into, add);
    }

    /** {@code into = aᵀ · b (+ into)}, where both have so many rows. */
    static void transposedProduct(Matrix a, Matrix b, int rows, Matrix into, boolean add) {
        gemm(openblas.CblasTrans, openblas.CblasNoTrans, a.columns, into.columns, rows, a, b, into, add);
    }

    @SuppressWarnings("checkstyle:ParameterNumber") // a product is said so
    private static void gemm(int turnA, int turnB, int m, int n, int k, Matrix a, Matrix b, Matrix into, boolean add) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                turnA,
                turnB,
                m,
                n,
                k,
                1f,
                a.memory.from(a.at),
                a.columns,
                b.memory.from(b.at),
                b.columns,
                add ? 1f : 0f,
                into.memory.from(into.at),
                into.columns);
    }
}
