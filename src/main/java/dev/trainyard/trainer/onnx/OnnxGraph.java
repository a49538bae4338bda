package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX graph being written; the field numbers are those of {@code onnx.proto}. */
public final class OnnxGraph {

    private static final int IR_VERSION = 10;
    private static final int OPSET = 18;
    private static final int FLOAT = 1;

    private final List<Wire> nodes = new ArrayList<>();
    private final List<Wire> initializers = new ArrayList<>();
    private final Set<String> arrays = new HashSet<>();
    private final List<Port> others = new ArrayList<>();

    /** Adds a node and answers the name of its output. */
    public String node(String operator, List<String> inputs, Attribute... attributes) {
        String output = "%s_%d".formatted(operator.toLowerCase(java.util.Locale.ROOT), nodes.size());
        add(operator, inputs, output, attributes);
        return output;
    }

    private void add(String operator, List<String> inputs, String output, Attribute... attributes) {
        Wire node = new Wire();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output + "_node").text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.wire());
        }
        nodes.add(node);
    }

    /** Adds an array and answers its name. */
    public String array(NamedArray array) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, array.values().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(array.values());
        Wire tensor = new Wire();
        array.shape().forEach(dimension -> tensor.number(1, dimension));
        arrays.add(array.name());
        initializers.add(tensor.number(2, FLOAT).text(8, array.name()).bytes(9, bytes.array()));
        return array.name();
    }

    /** Adds an array unless it is there, and answers its name. */
    public String arrayOnce(NamedArray array) {
        return arrays.contains(array.name()) ? array.name() : array(array);
    }

    /** Makes a value an output of the model besides its answer. */
    public void output(String value, String name, Shape example) {
        add("Identity", List.of(value), name);
        others.add(new Port(name, example));
    }

    /** Adds a single number and answers its name. */
    public String constant(float value) {
        return array(new NamedArray("constant_" + initializers.size(), List.of(), new float[] {value}));
    }

    /** A named setting of a node. */
    public record Attribute(String name, Number value) {

        private static final int FLOAT_TYPE = 1;
        private static final int INT_TYPE = 2;

        Wire wire() {
            Wire wire = new Wire().text(1, name);
            return value instanceof Float real
                    ? wire.real(2, real).number(20, FLOAT_TYPE)
                    : wire.number(3, value.longValue()).number(20, INT_TYPE);
        }
    }

    /** Floats that go in or come out: any number of examples of one shape. */
    record Port(String name, Shape example) {

        Wire wire() {
            Wire rows = new Wire().text(2, "N");
            Wire shape = new Wire().message(1, rows);
            example.dimensions().forEach(size -> shape.message(1, new Wire().number(1, size)));
            Wire tensor = new Wire().number(1, FLOAT).message(2, shape);
            return new Wire().text(1, name).message(2, new Wire().message(1, tensor));
        }
    }

    /** The whole model, whose answer is the value called {@code last}. */
    byte[] model(Port input, String last, Port output, Map<String, String> metadata) {
        add("Identity", List.of(last), output.name());
        Wire graph = new Wire();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, "trainyard");
        initializers.forEach(tensor -> graph.message(5, tensor));
        graph.message(11, input.wire()).message(12, output.wire());
        others.forEach(other -> graph.message(12, other.wire()));
        Wire model = new Wire().number(1, IR_VERSION).text(2, "trainyard").message(7, graph);
        model.message(8, new Wire().text(1, "").number(2, OPSET));
        metadata.forEach(
                (key, value) -> model.message(14, new Wire().text(1, key).text(2, value)));
        return model.toBytes();
    }
}
