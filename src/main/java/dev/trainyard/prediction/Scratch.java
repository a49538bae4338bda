package dev.trainyard.prediction;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Memory outside the heap for the numbers that a thread hands to the runtime, taken once: to take it anew costs more than a small network. */
final class Scratch {

    /** 256 KB a thread; who hands over more takes memory for that call. */
    private static final int MOST_FLOATS = 1 << 16;

    private static final ThreadLocal<@Nullable FloatBuffer> OWN = new ThreadLocal<>();

    private Scratch() {}

    /** The same numbers, to be used up before this thread asks again. */
    static FloatBuffer holding(float[] values, int from, int count) {
        if (count > MOST_FLOATS) {
            return FloatBuffer.wrap(values, from, count);
        }
        FloatBuffer own = own(count);
        own.clear().limit(count);
        own.put(values, from, count);
        return own.flip();
    }

    private static FloatBuffer own(int count) {
        FloatBuffer own = OWN.get();
        if (own == null || own.capacity() < count) {
            int floats = Math.max(256, Integer.highestOneBit(Math.max(1, count - 1)) * 2);
            own = ByteBuffer.allocateDirect(Float.BYTES * floats)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            OWN.set(own);
        }
        return own;
    }
}
