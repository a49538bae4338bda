package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Between Keras' order of axes, channels last ({@code [h,w,c]}, {@code [time,features]}), and that of DL4J's layers,
 * channels first ({@code [c,h,w]}, {@code [features,time]}). Shapes are Keras' and leave out the batch.
 */
final class ChannelsFirst {

    private ChannelsFirst() {}

    /** A view of examples in Keras' order as DL4J's layers have them. */
    static INDArray of(INDArray keras) {
        return keras.rank() < 3 ? keras : keras.permute(withBatch(fromKeras(keras.rank() - 1)));
    }

    /** A view of what DL4J's layers answer in Keras' order. */
    static INDArray inKerasOrder(INDArray array) {
        return array.rank() < 3 ? array : array.permute(withBatch(toKeras(array.rank() - 1)));
    }

    private static int[] withBatch(List<Integer> order) {
        return IntStream.concat(IntStream.of(0), order.stream().mapToInt(axis -> axis + 1))
                .toArray();
    }

    /** An example's dimensions in DL4J's order. */
    static List<Integer> dimensions(Shape shape) {
        return fromKeras(shape.rank()).stream().map(shape.dimensions()::get).toList();
    }

    /** Brings examples from DL4J's order into Keras'. */
    static List<InputPreProcessor> toKeras(Shape shape) {
        return permuting(dimensions(shape), toKeras(shape.rank()));
    }

    /** Brings examples from Keras' order into DL4J's. */
    static List<InputPreProcessor> fromKeras(Shape shape) {
        return permuting(shape.dimensions(), fromKeras(shape.rank()));
    }

    /** Gives values another shape, keeping their order as Keras counts them. */
    static List<InputPreProcessor> reshaping(Shape from, Shape to) {
        List<InputPreProcessor> steps = new ArrayList<>();
        List<Integer> given = dimensions(from);
        if (moves(given, toKeras(from.rank()))) {
            steps.addAll(exchanges(toKeras(from.rank())));
            given = from.dimensions();
        }
        boolean movesBack = moves(to.dimensions(), fromKeras(to.rank()));
        List<Integer> wanted = movesBack ? to.dimensions() : dimensions(to);
        if (!given.equals(wanted)) {
            steps.add(reshape(given, wanted));
        }
        if (movesBack) {
            steps.addAll(exchanges(fromKeras(to.rank())));
        }
        return steps;
    }

    /** Reorders the axes: axis {@code i} of the result is axis {@code order[i]} of the example, from 0. */
    static List<InputPreProcessor> permuting(Shape shape, List<Integer> order) {
        List<Integer> keras = toKeras(shape.rank());
        List<Integer> composed = fromKeras(shape.rank()).stream()
                .map(axis -> keras.get(order.get(axis)))
                .toList();
        return permuting(dimensions(shape), composed);
    }

    private static List<InputPreProcessor> permuting(List<Integer> given, List<Integer> order) {
        if (moves(given, order)) {
            return exchanges(order);
        }
        List<Integer> permuted = order.stream().map(given::get).toList();
        return permuted.equals(given) ? List.of() : List.of(reshape(given, permuted));
    }

    /** Whether the numbers change places: they do not where only axes of length 1 move. */
    private static boolean moves(List<Integer> dimensions, List<Integer> order) {
        List<Integer> moving =
                order.stream().filter(axis -> dimensions.get(axis) > 1).toList();
        return !moving.stream().sorted().toList().equals(moving);
    }

    /**
     * A permutation as exchanges of two axes, which are their own inverse: DL4J runs a permutation's gradient through the
     * permutation itself, not its inverse.
     */
    private static List<InputPreProcessor> exchanges(List<Integer> order) {
        List<InputPreProcessor> exchanges = new ArrayList<>();
        List<Integer> standing =
                new ArrayList<>(IntStream.range(0, order.size()).boxed().toList());
        for (int axis = 0; axis < order.size(); axis++) {
            int found = standing.indexOf(order.get(axis));
            if (found != axis) {
                exchanges.add(exchange(axis, found, order.size()));
                Collections.swap(standing, axis, found);
            }
        }
        return exchanges;
    }

    private static InputPreProcessor exchange(int one, int other, int rank) {
        int[] axes = IntStream.rangeClosed(1, rank).toArray();
        axes[one] = other + 1;
        axes[other] = one + 1;
        return new PermutePreprocessor(axes);
    }

    private static InputPreProcessor reshape(List<Integer> from, List<Integer> to) {
        return new ReshapePreprocessor(longs(from), longs(to), false);
    }

    private static long[] longs(List<Integer> dimensions) {
        return dimensions.stream().mapToLong(Integer::longValue).toArray();
    }

    /** The last axis comes first. */
    private static List<Integer> fromKeras(int rank) {
        return IntStream.range(0, rank)
                .mapToObj(axis -> (axis + rank - 1) % rank)
                .toList();
    }

    /** The first axis comes last. */
    private static List<Integer> toKeras(int rank) {
        return IntStream.range(0, rank).mapToObj(axis -> (axis + 1) % rank).toList();
    }
}
