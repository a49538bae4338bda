package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Padding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A whole network as an ONNX file, from encoded rows to raw answers. */
public final class OnnxModel {

    /** The names of the tensors that go in and come out. */
    public static final String INPUT = "input";

    public static final String OUTPUT = "output";

    private static final Map<Class<?>, OnnxLayer<?>> CATALOGUE =
            ServiceLoader.load(OnnxLayer.class, OnnxLayer.class.getClassLoader()).stream()
                    .map(provider -> (OnnxLayer<?>) provider.get())
                    .collect(Collectors.toMap(OnnxLayer::type, Function.identity()));

    private OnnxModel() {}

    /**
     * Writes it.
     *
     * @param metadata free text by name, kept with the model
     */
    public static byte[] of(ResolvedJob job, NamedArrays parameters, Map<String, String> metadata) {
        return write(job, parameters, metadata).file();
    }

    /** A file, and the layers whose outputs can be read from it. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Written(byte[] file, List<Inside.Layer> layers) {}

    /** Writes it, and tells which of its values are what layers answer. */
    public static Written write(ResolvedJob job, NamedArrays parameters, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph();
        List<Inside.Layer> layers = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        List<Port> inputs = inputs(job).stream()
                .map(input -> new Port(input.tensor(), input.shape()))
                .toList();
        inputs(job).forEach(input -> values.put(input.name(), input.tensor()));
        String value = INPUT;
        Shape shape = job.input();
        Set<String> padded = Padding.readers(job);
        for (LayerReport report : job.layers()) {
            graph.padded(padded.contains(report.name()));
            List<String> read = report.inputs().isEmpty()
                    ? List.of(INPUT)
                    : report.inputs().stream().map(values::get).toList();
            value = write(report.layer(), report, read, parameters, graph);
            values.put(report.name(), value);
            shape = report.outputShape();
            if (inputs.stream().map(Port::name).noneMatch(value::equals)) {
                graph.expose(value, shape);
                layers.add(new Inside.Layer(report.name(), value, shape));
            }
        }
        if (job.output().isSeveral()) {
            value = join(job.output(), values, layers, graph);
            shape = shape.withLast(width(job.output(), layers));
        }
        return new Written(graph.model(inputs, value, new Port(OUTPUT, shape), metadata), layers);
    }

    /** The tensors that go in: one, or one for each of several inputs of a graph, called {@code input/} and its name. */
    public static List<Manifest.Input> inputs(ResolvedJob job) {
        if (!(job.definition() instanceof Graph graph) || graph.inputs().isEmpty()) {
            return List.of(new Manifest.Input(Graph.INPUT, INPUT, job.input()));
        }
        List<Shape> shapes = graph.inputShapes(job.input());
        return IntStream.range(0, shapes.size())
                .mapToObj(i -> {
                    String name = graph.inputNames().get(i);
                    return new Manifest.Input(name, INPUT + "/" + name, shapes.get(i));
                })
                .toList();
    }

    /** Makes each of several outputs one of the file's, called {@code output/} and its name, and joins them to the answer. */
    private static String join(Output output, Map<String, String> values, List<Inside.Layer> layers, OnnxGraph graph) {
        List<String> ends = new ArrayList<>();
        for (Output.Head head : output.heads()) {
            String value = Objects.requireNonNull(values.get(head.node()));
            graph.output(value, OUTPUT + "/" + head.node(), shapeOf(head.node(), layers));
            ends.add(value);
        }
        return graph.node("Concat", ends, new Attribute("axis", -1));
    }

    private static int width(Output output, List<Inside.Layer> layers) {
        return output.heads().stream()
                .mapToInt(head -> shapeOf(head.node(), layers).last())
                .sum();
    }

    private static Shape shapeOf(String node, List<Inside.Layer> layers) {
        return layers.stream()
                .filter(layer -> layer.name().equals(node))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    /** Adds all layers to a graph of one input, and answers the value that comes out. */
    static String body(ResolvedJob job, String input, NamedArrays parameters, OnnxGraph graph) {
        Map<String, String> values = new HashMap<>();
        inputs(job).forEach(only -> values.put(only.name(), input));
        String value = input;
        for (LayerReport report : job.layers()) {
            List<String> read = report.inputs().isEmpty()
                    ? List.of(value)
                    : report.inputs().stream().map(values::get).toList();
            value = write(report.layer(), report, read, parameters, graph);
            values.put(report.name(), value);
        }
        return value;
    }

    /** Adds the layers of one network of several to a graph, and answers the value that comes out. */
    static String layers(
            ResolvedJob part, String input, NamedArrays parameters, OnnxGraph graph, List<Inside.Layer> layers) {
        String value = input;
        for (LayerReport report : part.layers()) {
            value = write(report.layer(), report, List.of(value), parameters, graph);
            if (!value.equals(input)) {
                graph.expose(value, report.outputShape());
                layers.add(new Inside.Layer(report.name(), value, report.outputShape()));
            }
        }
        return value;
    }

    static <L extends Layer> String write(
            L layer, LayerReport report, List<String> inputs, NamedArrays parameters, OnnxGraph graph) {
        OnnxLayer<L> writer = writes(layer);
        return writer instanceof OnnxMerge<?> merge
                ? merge.write(inputs, graph)
                : writer.write(
                        layer, report, inputs.get(0), array -> parameters.get(report.name() + "/" + array), graph);
    }

    @SuppressWarnings("unchecked") // the catalogue is keyed by its own types
    static <L extends Layer> OnnxLayer<L> writes(L layer) {
        OnnxLayer<?> found = CATALOGUE.get(layer.getClass());
        if (found == null) {
            throw new IllegalArgumentException("ONNX has no word for " + layer);
        }
        return (OnnxLayer<L>) found;
    }
}
