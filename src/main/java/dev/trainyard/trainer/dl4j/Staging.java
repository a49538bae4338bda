package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J arrays that are filled again and again with examples of one shape, and handed on with their channels first: one for
 * each number of rows, of which training knows two or three.
 */
final class Staging {

    private final Shape example;
    private final Map<Integer, INDArray> arrays = new HashMap<>();
    private final Map<Integer, INDArray> reordered = new HashMap<>();

    Staging(Shape example) {
        this.example = example;
    }

    /** The values, row-major in Keras' order, as an array that is valid until the next call. */
    INDArray fill(float[] values, int rows) {
        INDArray array = arrays.computeIfAbsent(rows, count -> Nd4j.create(DataType.FLOAT, shape(count), 'c'));
        Arrays2d.write(values, array);
        if (example.rank() == 1) {
            return array;
        }
        INDArray view = ChannelsFirst.of(array);
        if (example.last() == 1) {
            return array.reshape(view.shape());
        }
        return reordered
                .computeIfAbsent(rows, count -> Nd4j.create(DataType.FLOAT, view.shape(), 'c'))
                .assign(view);
    }

    private long[] shape(int rows) {
        return LongStream.concat(
                        LongStream.of(rows), example.dimensions().stream().mapToLong(Integer::longValue))
                .toArray();
    }
}
