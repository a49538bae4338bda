package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.Shape;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples that are shared out among several arrays of DL4J, along their last axis or, where the arrays have different
 * axes before it, one behind the other; or belong to one whole.
 */
final class Strips {

    private final List<Shape> shapes;
    private final List<Staging> stagings;
    private final int width;

    /** @param shapes of one example in each */
    Strips(List<Shape> shapes) {
        this.shapes = List.copyOf(shapes);
        this.stagings = shapes.stream().map(Staging::new).toList();
        this.width = shapes.stream().mapToInt(this::own).sum();
    }

    /** How many numbers of an array stand together. */
    private int own(Shape shape) {
        return shape.agreesButForLast(shapes) ? shape.last() : Math.toIntExact(shape.size());
    }

    /** The values, row-major in Keras' order, as arrays that are valid until the next call. */
    INDArray[] fill(float[] values, int rows) {
        if (shapes.size() == 1) {
            return new INDArray[] {stagings.get(0).fill(values, rows)};
        }
        INDArray[] arrays = new INDArray[shapes.size()];
        int from = 0;
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = stagings.get(i).fill(strip(values, from, own(shapes.get(i))), rows);
            from += own(shapes.get(i));
        }
        return arrays;
    }

    private float[] strip(float[] values, int from, int own) {
        float[] strip = new float[values.length / width * own];
        for (int row = 0; row < values.length / width; row++) {
            System.arraycopy(values, row * width + from, strip, row * own, own);
        }
        return strip;
    }

    /** What several arrays hold, side by side, row-major in Keras' order. */
    float[] join(INDArray[] arrays) {
        if (arrays.length == 1) {
            return Arrays2d.floats(ChannelsFirst.inKerasOrder(arrays[0]));
        }
        float[][] strips = Arrays.stream(arrays)
                .map(array -> Arrays2d.floats(ChannelsFirst.inKerasOrder(array)))
                .toArray(float[][]::new);
        float[] joined =
                new float[Arrays.stream(strips).mapToInt(strip -> strip.length).sum()];
        int from = 0;
        for (int i = 0; i < strips.length; i++) {
            int own = own(shapes.get(i));
            for (int row = 0; row < strips[i].length / own; row++) {
                System.arraycopy(strips[i], row * own, joined, row * width + from, own);
            }
            from += own;
        }
        return joined;
    }
}
