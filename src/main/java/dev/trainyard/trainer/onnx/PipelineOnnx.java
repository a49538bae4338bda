package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.ResolvedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A whole network as an ONNX file from raw columns to answers. Each column is an input {@code [N, 1]} of its name: doubles, NaN
 * where one is missing, or strings, of which one that is no category is missing. Classes are answered as {@code label}, strings
 * {@code [N, 1]}, and {@code probabilities}, floats {@code [N, classes]}; labels as {@code probabilities}; numbers as {@code
 * values}, doubles {@code [N, targets]} in their own units.
 */
public final class PipelineOnnx {

    private static final String LABEL = "label";
    private static final String PROBABILITIES = "probabilities";
    private static final String VALUES = "values";
    private static final Shape ONE = Shape.of(1);

    private final FeatureEncoder encoder;
    private final OnnxGraph graph;
    private final List<Port> inputs = new ArrayList<>();

    private PipelineOnnx(FeatureEncoder encoder) {
        this.encoder = encoder;
        this.graph = new OnnxGraph(names(encoder).collect(Collectors.toSet()));
    }

    /** Nothing where ONNX has no words for how columns are read or answers told. */
    public static Optional<byte[]> of(
            ResolvedJob job,
            InputEncoder encoder,
            TargetCodec codec,
            NamedArrays parameters,
            Map<String, String> metadata) {
        boolean has = encoder instanceof FeatureEncoder rows
                && OnnxModel.inputs(job).size() == 1
                && job.input().equals(rows.shape())
                && reads(rows)
                && tells(codec);
        return has
                ? Optional.of(new PipelineOnnx((FeatureEncoder) encoder).write(job, codec, parameters, metadata))
                : Optional.empty();
    }

    private static boolean reads(FeatureEncoder encoder) {
        return encoder.derived().isEmpty()
                && encoder.columns().stream().noneMatch(ColumnEncoder.Moment.class::isInstance)
                && names(encoder).noneMatch(List.of(LABEL, PROBABILITIES, VALUES, OnnxModel.INPUT)::contains);
    }

    private static Stream<String> names(FeatureEncoder encoder) {
        return encoder.columns().stream().map(ColumnEncoder::name);
    }

    private static boolean tells(TargetCodec codec) {
        return codec instanceof TargetCodec.Classes
                || codec instanceof TargetCodec.Labels
                || codec instanceof TargetCodec.Values;
    }

    private byte[] write(ResolvedJob job, TargetCodec codec, NamedArrays parameters, Map<String, String> metadata) {
        List<String> encoded = encoder.columns().stream().map(this::encoded).toList();
        String rows = graph.node("Concat", encoded, new Attribute("axis", 1));
        String answers = OnnxModel.body(job, rows, parameters, graph);
        if (codec instanceof TargetCodec.Classes classes) {
            return classes(classes, answers, metadata);
        }
        return codec instanceof TargetCodec.Values values
                ? graph.model(inputs, decoded(values, answers), values(values), metadata)
                : graph.model(inputs, answers, new Port(PROBABILITIES, codec.shape()), metadata);
    }

    private static Port values(TargetCodec.Values codec) {
        return new Port(VALUES, codec.shape(), OnnxGraph.DOUBLE);
    }

    /** A column {@code [N, width]}. */
    private String encoded(ColumnEncoder column) {
        boolean numeric = column instanceof ColumnEncoder.Numeric;
        inputs.add(new Port(column.name(), ONE, numeric ? OnnxGraph.DOUBLE : OnnxGraph.STRING));
        if (column instanceof ColumnEncoder.Numeric numbers) {
            return scaled(numbers);
        }
        return column instanceof ColumnEncoder.OneHot oneHot ? oneHot(oneHot) : binary((ColumnEncoder.Binary) column);
    }

    private String scaled(ColumnEncoder.Numeric column) {
        String missing = graph.node("IsNaN", List.of(column.name()));
        String filled = graph.node("Where", List.of(missing, graph.doubles(List.of(column.fill())), column.name()));
        String centred = graph.node("Sub", List.of(filled, graph.doubles(List.of(column.offset()))));
        return graph.cast(graph.node("Div", List.of(centred, graph.doubles(List.of(column.scale())))), OnnxGraph.FLOAT);
    }

    private String oneHot(ColumnEncoder.OneHot column) {
        String hot = graph.classical(
                "OneHotEncoder",
                List.of(column.name()),
                new Attribute("cats_strings", column.categories()),
                new Attribute("zeros", 1));
        return graph.reshape(hot, Shape.of(column.width()));
    }

    private String binary(ColumnEncoder.Binary column) {
        return graph.classical(
                "LabelEncoder",
                List.of(column.name()),
                new Attribute("keys_strings", column.categories()),
                new Attribute("values_floats", List.of(0f, 1f)),
                new Attribute("default_float", (float) column.fill()));
    }

    private byte[] classes(TargetCodec.Classes codec, String answers, Map<String, String> metadata) {
        String probabilities = codec.units() == 1
                ? graph.node(
                        "Concat",
                        List.of(graph.node("Sub", List.of(graph.constant(1f), answers)), answers),
                        new Attribute("axis", 1))
                : answers;
        List<Integer> places =
                IntStream.range(0, codec.categories().size()).boxed().toList();
        String likeliest = graph.node("ArgMax", List.of(probabilities), new Attribute("axis", 1));
        String label = graph.classical(
                "LabelEncoder",
                List.of(likeliest),
                new Attribute("keys_int64s", places),
                new Attribute("values_strings", codec.categories()));
        graph.output(probabilities, PROBABILITIES, Shape.of(codec.categories().size()));
        return graph.model(inputs, label, new Port(LABEL, ONE, OnnxGraph.STRING), metadata);
    }

    private String decoded(TargetCodec.Values codec, String answers) {
        List<Double> scales =
                codec.columns().stream().map(ColumnEncoder.Numeric::scale).toList();
        List<Double> offsets =
                codec.columns().stream().map(ColumnEncoder.Numeric::offset).toList();
        String scaled = graph.node("Mul", List.of(graph.cast(answers, OnnxGraph.DOUBLE), graph.doubles(scales)));
        return graph.node("Add", List.of(scaled, graph.doubles(offsets)));
    }
}
