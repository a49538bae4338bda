package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Gru;
import dev.trainyard.definition.layer.Lstm;
import dev.trainyard.definition.layer.Recurrent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes recurrent layers, in one way or both: ONNX has the gates as rows, and time before the batch. */
final class OnnxRecurrence {

    private final Recurrent layer;
    private final int units;
    private final int inputs;
    private final List<Integer> order;

    /** @param report of the layer, or of what it is wrapped in */
    OnnxRecurrence(Recurrent layer, LayerReport report) {
        this.layer = layer;
        this.units = layer.units().count();
        this.inputs = report.inputShape().last();
        this.order = layer instanceof Lstm ? List.of(0, 3, 1, 2) : layer instanceof Gru ? List.of(0, 1, 2) : List.of(0);
    }

    /** Reads forwards only. */
    String write(String input, Function<String, NamedArray> arrays, LayerReport report, OnnxGraph graph) {
        String answered = run(input, List.of(arrays), report, graph);
        return graph.reshape(answered, report.outputShape());
    }

    /**
     * Answers {@code [N, steps, ways, units]}, or {@code [N, ways, units]} where only the last step is answered.
     *
     * @param ways the arrays of each way that the input is read
     */
    String run(String input, List<Function<String, NamedArray>> ways, LayerReport report, OnnxGraph graph) {
        String name = report.name();
        List<String> values = new ArrayList<>();
        values.add(graph.transpose(input, List.of(1, 0, 2)));
        values.add(graph.array(rows(name + "/W", "kernel", inputs, ways)));
        values.add(graph.array(rows(name + "/R", "recurrentKernel", units, ways)));
        values.add(layer.useBias() ? graph.array(biases(name + "/B", ways)) : "");
        values.add(graph.lengths());
        List<String> outputs = outputs(values, name, ways.size(), graph);
        return layer.returnSequences().isTrue()
                ? graph.transpose(outputs.get(0), List.of(2, 0, 1, 3))
                : graph.transpose(outputs.get(1), List.of(1, 0, 2));
    }

    private List<String> outputs(List<String> values, String name, int ways, OnnxGraph graph) {
        if (!graph.isCarryingStates()) {
            return graph.nodes(operator(), values, 2, attributes(ways));
        }
        List<String> states = layer instanceof Lstm ? List.of(name + "/h", name + "/c") : List.of(name + "/h");
        states.forEach(state -> values.add(graph.state(state, units)));
        List<String> outputs = graph.nodes(operator(), values, 1 + states.size(), attributes(ways));
        for (int i = 0; i < states.size(); i++) {
            graph.carry(outputs.get(1 + i), states.get(i), units);
        }
        return outputs;
    }

    private String operator() {
        return layer instanceof Lstm ? "LSTM" : layer instanceof Gru ? "GRU" : "RNN";
    }

    /** {@code [ways, gates·units, columns]} of Keras' {@code [columns, gates·units]}. */
    private NamedArray rows(String name, String array, int columns, List<Function<String, NamedArray>> ways) {
        int gates = order.size();
        float[] turned = new float[ways.size() * gates * units * columns];
        int at = 0;
        for (Function<String, NamedArray> way : ways) {
            float[] keras = way.apply(array).values();
            for (int gate : order) {
                for (int unit = 0; unit < units; unit++) {
                    for (int column = 0; column < columns; column++) {
                        turned[at++] = keras[column * gates * units + gate * units + unit];
                    }
                }
            }
        }
        return new NamedArray(name, List.of(ways.size(), gates * units, columns), turned);
    }

    /** {@code [ways, 2·gates·units]}: of the input sums, then of the recurrent ones. */
    private NamedArray biases(String name, List<Function<String, NamedArray>> ways) {
        int columns = order.size() * units;
        float[] all = new float[ways.size() * 2 * columns];
        for (int way = 0; way < ways.size(); way++) {
            float[] keras = ways.get(way).apply("bias").values();
            for (int from = 0; from < keras.length; from += columns) {
                for (int gate = 0; gate < order.size(); gate++) {
                    int to = way * 2 * columns + from + gate * units;
                    System.arraycopy(keras, from + order.get(gate) * units, all, to, units);
                }
            }
        }
        return new NamedArray(name, List.of(ways.size(), 2 * columns), all);
    }

    private Attribute[] attributes(int ways) {
        List<Attribute> attributes = new ArrayList<>(List.of(
                new Attribute("hidden_size", units),
                new Attribute("direction", ways == 1 ? "forward" : "bidirectional")));
        if (layer instanceof Gru gru) {
            attributes.add(new Attribute("linear_before_reset", gru.resetAfter() ? 1 : 0));
        }
        List<ActivationFunction> functions = new ArrayList<>();
        for (int way = 0; way < ways; way++) {
            functions.addAll(functions());
        }
        attributes.add(new Attribute(
                "activations", functions.stream().map(OnnxRecurrence::spelled).toList()));
        List<ActivationFunction> formed =
                functions.stream().filter(OnnxRecurrence::hasForm).toList();
        if (!formed.isEmpty()) {
            attributes.add(new Attribute(
                    "activation_alpha",
                    formed.stream()
                            .map(function -> function == ActivationFunction.LINEAR ? 1f : 0.2f)
                            .toList()));
            attributes.add(new Attribute(
                    "activation_beta",
                    formed.stream()
                            .map(function -> function == ActivationFunction.LINEAR ? 0f : 0.5f)
                            .toList()));
        }
        return attributes.toArray(Attribute[]::new);
    }

    private List<ActivationFunction> functions() {
        if (layer instanceof Lstm lstm) {
            return List.of(lstm.recurrentActivation(), lstm.activation(), lstm.activation());
        }
        return layer instanceof Gru gru
                ? List.of(gru.recurrentActivation(), gru.activation())
                : List.of(layer.activation());
    }

    private static boolean hasForm(ActivationFunction function) {
        return function == ActivationFunction.LINEAR || function == ActivationFunction.HARD_SIGMOID;
    }

    private static String spelled(ActivationFunction function) {
        return switch (function) {
            case LINEAR -> "Affine";
            case HARD_SIGMOID -> "HardSigmoid";
            default -> function.name().charAt(0) + function.name().substring(1).toLowerCase(Locale.ROOT);
        };
    }
}
