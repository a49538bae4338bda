package dev.trainyard.trainer.dl4j;

import dev.trainyard.trainer.engine.NativeFloats;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Memory that OpenBLAS reads and writes where it lies. */
final class OpenBlasFloats implements NativeFloats {

    private final FloatPointer pointer;
    private final FloatBuffer buffer;

    OpenBlasFloats(int floats) {
        this.pointer = new FloatPointer(Math.max(1, floats));
        this.buffer = pointer.asBuffer();
    }

    /** A matrix, by the address of its first number. */
    record Place(long address, int columns) implements Matrix {}

    long address() {
        return pointer.address();
    }

    @Override
    public int size() {
        return buffer.capacity();
    }

    @Override
    public void put(int at, float[] values, int from, int count) {
        buffer.put(at, values, from, count);
    }

    @Override
    public void get(int at, float[] into, int from, int count) {
        buffer.get(at, into, from, count);
    }

    @Override
    public Matrix matrix(int at, int columns) {
        return new Place(pointer.address() + (long) Float.BYTES * at, columns);
    }

    @Override
    public void close() {
        pointer.close();
    }
}
