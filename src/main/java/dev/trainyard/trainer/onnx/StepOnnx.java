package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Activation;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.Dropout;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.definition.layer.Gru;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.LeakyRelu;
import dev.trainyard.definition.layer.Lstm;
import dev.trainyard.definition.layer.Merge;
import dev.trainyard.definition.layer.Recurrent;
import dev.trainyard.definition.layer.SimpleRnn;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The part of a network that reads what it writes, as an ONNX file of a single step: a token goes in with what the rest of the
 * network made of the source and with the states of the recurrent layers, and their next states come out beside the answer.
 * Where a text or a sequence is told on from its own steps, that part is the whole network.
 */
public final class StepOnnx {

    private static final String TOKEN = "token";

    /** Layers that answer a step by this step, and by nothing but a state of those before. */
    private static final Set<Class<?>> STEPWISE = Set.of(
            Embedding.class,
            Dense.class,
            Activation.class,
            Dropout.class,
            LeakyRelu.class,
            SimpleRnn.class,
            Lstm.class,
            Gru.class);

    private final ResolvedJob job;
    private final List<Inside.Layer> whole;
    private final NamedArrays parameters;
    private final OnnxGraph graph = new OnnxGraph();
    private final Map<String, String> values = new HashMap<>();
    private final List<Port> inputs = new ArrayList<>();
    private final List<Inside.Layer> context = new ArrayList<>();

    private StepOnnx(ResolvedJob job, List<Inside.Layer> whole, NamedArrays parameters) {
        this.job = job;
        this.whole = whole;
        this.parameters = parameters;
    }

    /** A file, and how it is asked. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Written(byte[] file, Inside.Stepping stepping) {}

    /**
     * Writes it; nothing where no input reads what is written, or a layer behind it needs more than a state of the steps before.
     *
     * @param whole the layers that the file of the whole network exposes
     */
    public static Optional<Written> write(
            ResolvedJob job, List<Inside.Layer> whole, NamedArrays parameters, Map<String, String> metadata) {
        String decoder = goesOn(job) ? Graph.INPUT : job.examples().decoder();
        return decoder == null ? Optional.empty() : new StepOnnx(job, whole, parameters).write(decoder, metadata);
    }

    /** Whether each step tells the next one of the same sequence, which is all that is read. */
    private static boolean goesOn(ResolvedJob job) {
        boolean several =
                job.definition() instanceof Graph graph && !graph.inputs().isEmpty();
        boolean toldOn = job.examples() instanceof Examples.TextWindows
                || (job.examples() instanceof Examples.Sequences sequences && sequences.tellsNext());
        return toldOn && !several;
    }

    private Optional<Written> write(String decoder, Map<String, String> metadata) {
        inputs.add(new Port(TOKEN, goesOn(job) ? ofOneStep(job.input()) : Shape.of(1)));
        values.put(decoder, TOKEN);
        graph.carryStates();
        String last = "";
        for (LayerReport report : job.layers()) {
            List<String> before = report.inputs().isEmpty() ? List.of(Graph.INPUT) : report.inputs();
            boolean behind = before.stream().anyMatch(values::containsKey);
            if (behind && (!isStepwise(report) || !knowsContext(report))) {
                return Optional.empty();
            }
            if (behind) {
                List<String> read = before.stream().map(this::value).toList();
                last = OnnxModel.write(report.layer(), ofOneStep(report), read, parameters, graph);
                values.put(report.name(), last);
            }
        }
        Shape answer = answer();
        byte[] file = graph.model(
                Stream.concat(inputs.stream(), graph.statePorts().stream()).toList(),
                job.output().isSeveral() ? joined() : last,
                new Port(OnnxModel.OUTPUT, answer),
                metadata);
        return Optional.of(new Written(file, new Inside.Stepping(TOKEN, context, graph.states())));
    }

    /** All that is told of a step, side by side. */
    private Shape answer() {
        if (!job.output().isSeveral()) {
            LayerReport end = job.layers().get(job.layers().size() - 1);
            return goesOn(job)
                    ? ofOneStep(end.outputShape())
                    : Shape.of(1, job.output().classes());
        }
        return Shape.of(
                1,
                job.output().heads().stream()
                        .mapToInt(
                                head -> layer(head.node()).orElseThrow().shape().last())
                        .sum());
    }

    private String joined() {
        List<String> ends = job.output().heads().stream()
                .map(head -> Objects.requireNonNull(values.get(head.node())))
                .toList();
        return graph.node("Concat", ends, new Attribute("axis", -1));
    }

    private static boolean isStepwise(LayerReport report) {
        Layer layer = report.layer();
        boolean known = layer instanceof Merge || STEPWISE.contains(layer.getClass());
        boolean steps = !(layer instanceof Recurrent recurrent)
                || recurrent.returnSequences().isTrue();
        return known && steps && report.outputShape().rank() == 2;
    }

    /** Whether everything else that a layer reads can be read of the whole network, step by step. */
    private boolean knowsContext(LayerReport report) {
        int steps = report.outputShape().dimensions().get(0);
        return report.inputs().stream()
                .filter(name -> !values.containsKey(name))
                .allMatch(name -> layer(name)
                        .filter(layer -> layer.shape().rank() == 2
                                && layer.shape().dimensions().get(0) == steps)
                        .isPresent());
    }

    private Optional<Inside.Layer> layer(String name) {
        return whole.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    /** The value of a node, which the whole network has to be asked for where it does not stand behind what is written. */
    private String value(String name) {
        String known = values.get(name);
        if (known != null) {
            return known;
        }
        Inside.Layer layer = layer(name).orElseThrow();
        String tensor = Inside.Stepping.contextTensor(name);
        if (context.stream().noneMatch(layer::equals)) {
            context.add(layer);
            inputs.add(new Port(tensor, Shape.of(1, layer.shape().last())));
        }
        return tensor;
    }

    private static LayerReport ofOneStep(LayerReport report) {
        return new LayerReport(
                report.index(),
                report.name(),
                report.type(),
                report.inputs(),
                report.layer(),
                ofOneStep(report.inputShape()),
                ofOneStep(report.outputShape()),
                report.parameters(),
                report.arrays());
    }

    private static Shape ofOneStep(Shape shape) {
        return shape.rank() == 1 ? Shape.of(1) : Shape.of(1, shape.last());
    }
}
