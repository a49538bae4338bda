package dev.trainyard.trainer.dl4j;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Plain Java arrays in and out of ND4J, row-major, in bulk. */
final class Arrays2d {

    private Arrays2d() {}

    static INDArray of(double[] values, long[] shape, DataType type) {
        if (type == DataType.DOUBLE) {
            return Nd4j.create(values, shape, 'c');
        }
        float[] narrowed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (float) values[i];
        }
        return Nd4j.create(narrowed, shape, 'c');
    }

    static double[] doubles(INDArray array) {
        if (array.dataType() == DataType.DOUBLE) {
            return array.dup('c').data().asDouble();
        }
        float[] narrow = floats(array);
        double[] values = new double[narrow.length];
        for (int i = 0; i < narrow.length; i++) {
            values[i] = narrow[i];
        }
        return values;
    }

    static float[] floats(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        read(array.dup('c'), values);
        return values;
    }

    /** Copies the whole buffer of an array that is no view. */
    static void read(INDArray array, float[] into) {
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        buffer(array).get(into);
        Reference.reachabilityFence(array); // its native memory is freed with it, and the buffer does not hold it
    }

    /** Fills the whole buffer of an array that is no view. */
    static void write(float[] values, INDArray into) {
        Nd4j.getAffinityManager().ensureLocation(into, Location.HOST);
        buffer(into).put(values);
        Nd4j.getAffinityManager().tagLocation(into, Location.HOST);
    }

    private static FloatBuffer buffer(INDArray array) {
        return array.data().asNioFloat();
    }
}
