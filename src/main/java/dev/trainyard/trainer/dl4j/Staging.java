package dev.trainyard.trainer.dl4j;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J arrays that are filled again and again: one for each number of rows, of which training knows two or three. */
final class Staging {

    private final Map<Integer, INDArray> arrays = new HashMap<>();

    /** The values, row-major, as a matrix that is valid until the next call. */
    INDArray fill(float[] values, int rows) {
        INDArray array = arrays.computeIfAbsent(
                rows, count -> Nd4j.create(new float[values.length], new long[] {count, values.length / count}, 'c'));
        Arrays2d.write(values, array);
        return array;
    }
}
