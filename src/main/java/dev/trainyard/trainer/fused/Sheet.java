package dev.trainyard.trainer.fused;

import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.NativeFloats;
import dev.trainyard.trainer.engine.NativeFloats.Matrix;

/** A matrix outside the heap with as many rows as the largest batch so far. */
final class Sheet {

    private final MatrixProducts products;
    private final int columns;
    private NativeFloats floats;
    private Matrix matrix;

    Sheet(MatrixProducts products, int columns) {
        this.products = products;
        this.columns = columns;
        this.floats = products.room(columns);
        this.matrix = floats.matrix(0, columns);
    }

    /** Makes room for so many numbers; what was there may be gone. */
    Matrix room(int size) {
        if (size > floats.size()) {
            floats.close();
            floats = products.room(size);
            matrix = floats.matrix(0, columns);
        }
        return matrix;
    }

    Matrix fill(float[] values) {
        return fill(values, 0, values.length);
    }

    Matrix fill(float[] values, int from, int count) {
        room(count);
        floats.put(0, values, from, count);
        return matrix;
    }

    Matrix matrix() {
        return matrix;
    }

    void read(float[] into) {
        read(into, 0, into.length);
    }

    /** Reads so many numbers from the beginning on. */
    void read(float[] into, int to, int count) {
        floats.get(0, into, to, count);
    }

    void close() {
        floats.close();
    }
}
