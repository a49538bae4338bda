package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An ONNX graph being written; the field numbers are those of {@code onnx.proto}. */
public final class OnnxGraph {

    private static final int IR_VERSION = 10;
    private static final int OPSET = 18;
    private static final int CLASSICAL_OPSET = 3;
    private static final String CLASSICAL = "ai.onnx.ml";
    static final int FLOAT = 1;
    private static final int INT32 = 6;
    private static final int INT64 = 7;
    static final int STRING = 8;
    static final int DOUBLE = 11;
    private static final String LENGTHS = "lengths";

    private final List<Wire> nodes = new ArrayList<>();
    private final List<Wire> initializers = new ArrayList<>();
    private boolean padded;
    private boolean readsLengths;
    private boolean carriesStates;
    private final List<Inside.State> states = new ArrayList<>();
    private final Set<String> arrays = new HashSet<>();
    private final List<Port> others = new ArrayList<>();
    private final Set<String> reserved;
    private boolean classical;

    public OnnxGraph() {
        this(Set.of());
    }

    /** @param reserved names that no node's output may have, for inputs have them */
    OnnxGraph(Set<String> reserved) {
        this.reserved = reserved;
    }

    /** Adds a node and answers the name of its output; an input that is left out is the empty name. */
    public String node(String operator, List<String> inputs, Attribute... attributes) {
        return nodes(operator, inputs, 1, attributes).get(0);
    }

    /** Adds a node and answers the names of its first outputs. */
    public List<String> nodes(String operator, List<String> inputs, int outputs, Attribute... attributes) {
        String name = free("%s_%d".formatted(operator.toLowerCase(java.util.Locale.ROOT), nodes.size()));
        List<String> names = IntStream.range(0, outputs)
                .mapToObj(i -> i == 0 ? name : name + "_" + i)
                .toList();
        add(operator, inputs, names, attributes);
        return names;
    }

    private String free(String name) {
        String free = name;
        while (reserved.contains(free)) {
            free += "_";
        }
        return free;
    }

    /** Adds a node of an operator of {@code ai.onnx.ml}, and answers the name of its output. */
    String classical(String operator, List<String> inputs, Attribute... attributes) {
        classical = true;
        String name = free("%s_%d".formatted(operator.toLowerCase(java.util.Locale.ROOT), nodes.size()));
        nodes.add(wire(operator, inputs, List.of(name), attributes).text(7, CLASSICAL));
        return name;
    }

    private void add(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        nodes.add(wire(operator, inputs, outputs, attributes));
    }

    private static Wire wire(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        Wire node = new Wire();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(3, outputs.get(0) + "_node").text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.wire());
        }
        return node;
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

    /** Lets a value that there is be read as an output of the model besides its answer, unless it can be already. */
    public void expose(String value, Shape example) {
        if (others.stream().noneMatch(other -> other.name().equals(value))) {
            others.add(new Port(value, example));
        }
    }

    /** Makes a value an output of the model besides its answer, under a name of its own. */
    public void output(String value, String name, Shape example) {
        add("Identity", List.of(value), List.of(name));
        others.add(new Port(name, example));
    }

    /** Adds a single number and answers its name. */
    public String constant(float value) {
        return array(new NamedArray("constant_" + initializers.size(), List.of(), new float[] {value}));
    }

    /** Adds doubles, one for each column of a value, and answers their name. */
    String doubles(List<Double> values) {
        String name = free("doubles_" + initializers.size());
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putDouble);
        Wire tensor = new Wire().number(1, values.size()).number(2, DOUBLE);
        initializers.add(tensor.text(8, name).bytes(9, bytes.array()));
        return name;
    }

    String cast(String value, int type) {
        return node("Cast", List.of(value), new Attribute("to", type));
    }

    /** Adds whole numbers, such as a shape or axes, and answers their name. */
    public String integers(List<Integer> values) {
        String name = "integers_" + initializers.size();
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> bytes.putLong(value));
        Wire tensor = new Wire().number(1, values.size()).number(2, INT64);
        initializers.add(tensor.text(8, name).bytes(9, bytes.array()));
        return name;
    }

    /** Whether the layer that is written next reads sequences whose last steps may be padding. */
    void padded(boolean may) {
        this.padded = may;
    }

    /** The name of the second input, int32 {@code [N]}: how many steps of each example are real; empty where all are. */
    public String lengths() {
        readsLengths |= padded;
        return padded ? LENGTHS : "";
    }

    /** From now on recurrent layers begin with states that go in, and tell where they end. */
    void carryStates() {
        this.carriesStates = true;
    }

    boolean isCarryingStates() {
        return carriesStates;
    }

    /** What a recurrent layer begins with, {@code [1, N, units]}, of an input {@code [N, units]}. */
    String state(String name, int units) {
        states.add(new Inside.State("state/" + name, "next/" + name, units));
        return node("Unsqueeze", List.of("state/" + name, integers(List.of(0))));
    }

    /** Makes what a recurrent layer ends with, {@code [1, N, units]}, the next state of that name. */
    void carry(String value, String name, int units) {
        output(node("Squeeze", List.of(value, integers(List.of(0)))), "next/" + name, Shape.of(units));
    }

    /** The states that go in and come out. */
    List<Inside.State> states() {
        return List.copyOf(states);
    }

    List<Port> statePorts() {
        return states.stream()
                .map(state -> new Port(state.tensor(), Shape.of(state.units())))
                .toList();
    }

    /** Sets the padded steps of a value {@code [N, steps, …]} to 0. */
    public String withoutPadding(String value, Shape example) {
        if (lengths().isEmpty()) {
            return value;
        }
        int steps = example.dimensions().get(0);
        Shape mask = new Shape(IntStream.range(0, example.rank())
                .mapToObj(axis -> axis == 0 ? steps : 1)
                .toList());
        return node("Mul", List.of(value, reshape(real(steps), mask)));
    }

    /** {@code [N, steps]}: 1 where a step is real, and 0 where it is padding. */
    public String real(int steps) {
        String counts = reshape(node("Cast", List.of(LENGTHS), new Attribute("to", INT64)), Shape.of(1));
        String places = integers(IntStream.range(0, steps).boxed().toList());
        return node("Cast", List.of(node("Less", List.of(places, counts))), new Attribute("to", FLOAT));
    }

    /** Gives the examples of a value another shape. */
    public String reshape(String value, Shape example) {
        List<Integer> shape =
                Stream.concat(Stream.of(-1), example.dimensions().stream()).toList();
        return node("Reshape", List.of(value, integers(shape)));
    }

    /** Reorders the axes of a value; axis 0 is the batch. */
    public String transpose(String value, List<Integer> order) {
        return node("Transpose", List.of(value), new Attribute("perm", order));
    }

    /** Moves the last axis of a value behind the batch, where ONNX has the channels. */
    public String channelsFirst(String value, Shape example) {
        int rank = example.rank();
        return rank == 1
                ? value
                : transpose(
                        value,
                        IntStream.rangeClosed(0, rank)
                                .mapToObj(axis -> axis == 0 ? 0 : axis == 1 ? rank : axis - 1)
                                .toList());
    }

    /** Moves the channels behind everything else, where they are in every layer's shape. */
    public String channelsLast(String value, Shape example) {
        int rank = example.rank();
        return rank == 1
                ? value
                : transpose(
                        value,
                        IntStream.rangeClosed(0, rank)
                                .mapToObj(axis -> axis == 0 ? 0 : axis == rank ? 1 : axis + 1)
                                .toList());
    }

    private static Wire lengthsWire() {
        Wire shape = new Wire().message(1, new Wire().text(2, "N"));
        Wire tensor = new Wire().number(1, INT32).message(2, shape);
        return new Wire().text(1, LENGTHS).message(2, new Wire().message(1, tensor));
    }

    /** The whole model, whose answer is the value called {@code last}. */
    byte[] model(List<Port> inputs, String last, Port output, Map<String, String> metadata) {
        add("Identity", List.of(last), List.of(output.name()));
        Wire graph = new Wire();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, "trainyard");
        initializers.forEach(tensor -> graph.message(5, tensor));
        inputs.forEach(input -> graph.message(11, input.wire()));
        if (readsLengths) {
            graph.message(11, lengthsWire());
        }
        graph.message(12, output.wire());
        others.forEach(other -> graph.message(12, other.wire()));
        Wire model = new Wire().number(1, IR_VERSION).text(2, "trainyard").message(7, graph);
        model.message(8, new Wire().text(1, "").number(2, OPSET));
        if (classical) {
            model.message(8, new Wire().text(1, CLASSICAL).number(2, CLASSICAL_OPSET));
        }
        metadata.forEach(
                (key, value) -> model.message(14, new Wire().text(1, key).text(2, value)));
        return model.toBytes();
    }
}
