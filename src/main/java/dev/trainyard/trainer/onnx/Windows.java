package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.Padding;
import dev.trainyard.definition.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sliding windows as ONNX writes them. Zeros beyond the edges are counted out, because ONNX Runtime does not work them out
 * where a kernel is spread; so a file is bound to the size of its pictures.
 *
 * @param size of the window on each axis
 * @param strides on each axis
 * @param dilations on each axis
 * @param padding at the edges
 * @param input what it slides over
 */
record Windows(List<Integer> size, List<Integer> strides, List<Integer> dilations, Padding padding, Shape input) {

    static Windows of(Area size, Area strides, Area dilations, Padding padding, Shape input) {
        return new Windows(axes(size), axes(strides), axes(dilations), padding, input);
    }

    static Windows of(int size, int stride, int dilation, Padding padding, Shape input) {
        return new Windows(List.of(size), List.of(stride), List.of(dilation), padding, input);
    }

    private static List<Integer> axes(Area area) {
        return List.of(area.height(), area.width());
    }

    /** A convolution with a bias and an activation; kernels are given as ONNX has them. */
    String convolve(
            String value,
            NamedArray kernel,
            int groups,
            List<NamedArray> bias,
            ActivationFunction end,
            OnnxGraph graph) {
        List<String> inputs = new ArrayList<>(List.of(graph.channelsFirst(value, input), graph.array(kernel)));
        bias.forEach(array -> inputs.add(graph.array(array)));
        String sums = graph.node(
                "Conv",
                inputs,
                new Attribute("kernel_shape", size),
                new Attribute("strides", strides),
                new Attribute("dilations", dilations),
                new Attribute("pads", pads()),
                new Attribute("group", groups));
        return ended(sums, end, input, graph);
    }

    /** The activation comes right behind the sums, where a runtime can join the two, unless it runs along the channels. */
    static String ended(String sums, ActivationFunction end, Shape shape, OnnxGraph graph) {
        return end == ActivationFunction.SOFTMAX
                ? OnnxActivation.write(end, graph.channelsLast(sums, shape), graph)
                : graph.channelsLast(OnnxActivation.write(end, sums, graph), shape);
    }

    /** A pooling by the operator of that name. */
    String pool(String operator, String value, OnnxGraph graph) {
        List<Attribute> attributes = new ArrayList<>(List.of(
                new Attribute("kernel_shape", size), new Attribute("strides", strides), new Attribute("pads", pads())));
        if (operator.equals("AveragePool")) {
            attributes.add(new Attribute("count_include_pad", 0));
        }
        String pooled =
                graph.node(operator, List.of(graph.channelsFirst(value, input)), attributes.toArray(Attribute[]::new));
        return graph.channelsLast(pooled, input);
    }

    /** Before each axis, then behind each. */
    private List<Integer> pads() {
        List<Integer> before = new ArrayList<>();
        List<Integer> behind = new ArrayList<>();
        for (int axis = 0; axis < size.size(); axis++) {
            int reach = (size.get(axis) - 1) * dilations.get(axis) + 1;
            int zeros = padding.zeros(input.dimensions().get(axis), reach, strides.get(axis));
            before.add(zeros / 2);
            behind.add(zeros - zeros / 2);
        }
        return Stream.concat(before.stream(), behind.stream()).toList();
    }

    static List<NamedArray> bias(boolean used, Function<String, NamedArray> arrays) {
        return used ? List.of(arrays.apply("bias")) : List.of();
    }

    /** A copy with its axes in another order. */
    static NamedArray permuted(NamedArray array, Integer... order) {
        List<Integer> shape =
                Arrays.stream(order).map(axis -> array.shape().get(axis)).toList();
        int[] steps = new int[order.length];
        int step = 1;
        for (int axis = order.length - 1; axis >= 0; axis--) {
            steps[axis] = step;
            step *= array.shape().get(axis);
        }
        float[] values = new float[array.values().length];
        int[] place = new int[order.length];
        for (int i = 0; i < values.length; i++) {
            int from = 0;
            for (int axis = 0; axis < order.length; axis++) {
                from += place[axis] * steps[order[axis]];
            }
            values[i] = array.values()[from];
            for (int axis = order.length - 1; axis >= 0 && ++place[axis] == shape.get(axis); axis--) {
                place[axis] = 0;
            }
        }
        return new NamedArray(array.name(), shape, values);
    }
}
