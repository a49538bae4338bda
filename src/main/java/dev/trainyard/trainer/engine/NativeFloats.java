package dev.trainyard.trainer.engine;

/** Floats outside the heap, where products of matrices reach them without copying them first. */
public interface NativeFloats extends AutoCloseable {

    int size();

    /** Writes {@code values[from..from+count)} from {@code at} on. */
    void put(int at, float[] values, int from, int count);

    /** Reads {@code count} numbers from {@code at} on into {@code into[from..from+count)}. */
    void get(int at, float[] into, int from, int count);

    /** The row-major matrix of so many columns that begins there; made once, not for each product. */
    Matrix matrix(int at, int columns);

    /** A matrix where it stands; how many rows of it count is said with each product. */
    interface Matrix {

        int columns();
    }

    @Override
    void close();
}
