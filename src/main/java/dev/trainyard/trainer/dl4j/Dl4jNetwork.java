package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Padding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A job's network as DL4J sees it: its layers one for one, and behind them the loss with the last activation. */
final class Dl4jNetwork {

    private static final Map<Class<?>, Dl4jLayer<?>> CATALOGUE =
            ServiceLoader.load(Dl4jLayer.class, Dl4jLayer.class.getClassLoader()).stream()
                    .map(provider -> (Dl4jLayer<?>) provider.get())
                    .collect(Collectors.toMap(Dl4jLayer::type, Function.identity()));

    /** No layer can be called so. */
    private static final String LOSS = "/loss/";

    private final ResolvedJob job;
    private final boolean freezes;
    private final Lengths lengths = new Lengths();
    private final Set<String> padded;

    Dl4jNetwork(ResolvedJob job) {
        this(job, true);
    }

    private Dl4jNetwork(ResolvedJob job, boolean freezes) {
        this.job = job;
        this.freezes = freezes;
        this.padded = Padding.readers(job);
    }

    /** The same of DL4J's own layers only, which does not know of frozen ones. */
    static Dl4jNetwork stored(ResolvedJob job) {
        return new Dl4jNetwork(job, false);
    }

    /** How DL4J trains a type of layer. */
    @SuppressWarnings("unchecked") // the catalogue is keyed by its own types
    static <L extends Layer> Dl4jLayer<L> trains(L layer) {
        Dl4jLayer<?> found = CATALOGUE.get(layer.getClass());
        if (found == null) {
            throw new IllegalArgumentException("DL4J does not train " + layer);
        }
        return (Dl4jLayer<L>) found;
    }

    /** The function at the end of a network with one output, which the loss applies. */
    ActivationFunction lastActivation() {
        return activation(last().layer());
    }

    /** The nodes that the network answers with, in the order of the targets. */
    List<String> ends() {
        return job.output().isSeveral()
                ? job.output().heads().stream().map(Output.Head::node).toList()
                : List.of(last().name());
    }

    private List<String> inputNames() {
        return job.definition() instanceof Graph graph ? graph.inputNames() : List.of(Graph.INPUT);
    }

    /** The shapes of what goes in of one example. */
    List<Shape> inputs() {
        return job.definition() instanceof Graph graph ? graph.inputShapes(job.input()) : List.of(job.input());
    }

    /** The shapes of its answers to one example, as the losses see them. */
    List<Shape> answers() {
        return ends().stream().map(end -> row(report(end).outputShape())).toList();
    }

    /** How many numbers a node answers, at each step where there are some. */
    int width(String node) {
        return report(node).outputShape().last();
    }

    private LayerReport report(String name) {
        return job.layers().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The function that the loss at an output applies: none where other nodes read the output, too, and so its layer has. */
    ActivationFunction lossActivation(String end) {
        return isRead(end) ? ActivationFunction.LINEAR : activation(report(end).layer());
    }

    private boolean isRead(String name) {
        return job.layers().stream().anyMatch(report -> report.inputs().contains(name));
    }

    private boolean leavesActivationToLoss(LayerReport report) {
        return ends().contains(report.name()) && (!(job.definition() instanceof Graph) || !isRead(report.name()));
    }

    MultiLayerConfiguration configuration(NeuralNetConfiguration.Builder settings, ILossFunction loss) {
        NeuralNetConfiguration.ListBuilder list = settings.seed(job.training().seed())
                .activation(Activations.of(ActivationFunction.LINEAR))
                .list();
        configurations().forEach(list::layer);
        list.layer(end(loss, lastActivation()));
        reorderings().forEach(list::inputPreProcessor);
        return list.validateOutputLayerConfig(false).build();
    }

    private org.deeplearning4j.nn.conf.layers.Layer end(ILossFunction loss, ActivationFunction function) {
        IActivation activation = Activations.of(function);
        return job.output().steps() == 0
                ? new LossLayer.Builder(loss).activation(activation).build()
                : new RnnLossLayer.Builder(loss).activation(activation).build();
    }

    /** The types of its layers that are our own, which DL4J's format does not know. */
    List<String> kernels() {
        return job.layers().stream()
                .filter(report -> !(trains(report.layer()) instanceof Dl4jMerge<?>))
                .filter(report -> configuration(report) instanceof KernelLayer)
                .map(LayerReport::type)
                .distinct()
                .toList();
    }

    /** Where the layers find which steps of a batch are padding. */
    Lengths lengths() {
        return lengths;
    }

    /**
     * The same for a graph, whose last nodes are the losses.
     *
     * @param losses by the nodes that the network answers with
     */
    ComputationGraphConfiguration graph(
            NeuralNetConfiguration.Builder settings, Function<String, ? extends ILossFunction> losses) {
        ComputationGraphConfiguration.GraphBuilder builder = settings.seed(
                        job.training().seed())
                .activation(Activations.of(ActivationFunction.LINEAR))
                .graphBuilder()
                .addInputs(inputNames());
        Map<String, String> answers = new HashMap<>();
        inputNames().forEach(input -> answers.put(input, input));
        for (LayerReport report : job.layers()) {
            String[] inputs = report.inputs().stream().map(answers::get).toArray(String[]::new);
            if (trains(report.layer()) instanceof Dl4jMerge<?> merge) {
                builder.addVertex(report.name(), merge.vertex(), inputs);
            } else {
                builder.addLayer(report.name(), configuration(report), joined(before(report.layer(), report)), inputs);
            }
            answers.put(report.name(), answer(report, builder));
        }
        for (String end : ends()) {
            builder.addLayer(
                    LOSS + end, end(losses.apply(end), lossActivation(end)), joined(atTheEnd(end)), answers.get(end));
        }
        return builder.setOutputs(ends().stream().map(end -> LOSS + end).toArray(String[]::new))
                .validateOutputLayerConfig(false)
                .build();
    }

    /** The node whose output is what the layer answers, behind whatever is done to that. */
    private static String answer(LayerReport report, ComputationGraphConfiguration.GraphBuilder builder) {
        InputPreProcessor after = joined(after(report.layer(), report));
        if (after == null) {
            return report.name();
        }
        String name = report.name() + "/answer";
        builder.addVertex(name, new PreprocessorVertex(after), report.name());
        return name;
    }

    private static @Nullable InputPreProcessor joined(List<InputPreProcessor> steps) {
        if (steps.isEmpty()) {
            return null;
        }
        return steps.size() == 1
                ? steps.get(0)
                : new ComposableInputPreProcessor(steps.toArray(InputPreProcessor[]::new));
    }

    private LayerReport last() {
        return job.layers().get(job.layers().size() - 1);
    }

    /**
     * What is done to the input of each layer, by its place. DL4J would guess such steps, and change layers by its guesses,
     * if it knew the type of the input or found nothing before the first layer.
     */
    private Map<Integer, InputPreProcessor> reorderings() {
        Map<Integer, InputPreProcessor> all = new LinkedHashMap<>(Map.of(0, new ComposableInputPreProcessor()));
        List<InputPreProcessor> steps = new ArrayList<>();
        for (LayerReport report : job.layers()) {
            steps.addAll(before(report.layer(), report));
            collect(report.index(), steps, all);
            steps.addAll(after(report.layer(), report));
        }
        steps.addAll(atTheEnd(last().name()));
        collect(job.layers().size(), steps, all);
        return all;
    }

    /** The loss is taken of rows: a picture becomes one, in Keras' order. */
    private List<InputPreProcessor> atTheEnd(String end) {
        Shape answer = report(end).outputShape();
        return answer.rank() == 3 ? ChannelsFirst.reshaping(answer, row(answer)) : List.of();
    }

    private static Shape row(Shape answer) {
        return answer.rank() == 3 ? Shape.of(Math.toIntExact(answer.size())) : answer;
    }

    private static void collect(int index, List<InputPreProcessor> steps, Map<Integer, InputPreProcessor> all) {
        if (!steps.isEmpty()) {
            all.put(
                    index,
                    steps.size() == 1
                            ? steps.get(0)
                            : new ComposableInputPreProcessor(steps.toArray(InputPreProcessor[]::new)));
            steps.clear();
        }
    }

    private static <L extends Layer> List<InputPreProcessor> before(L layer, LayerReport report) {
        return trains(layer).before(layer, report);
    }

    private static <L extends Layer> List<InputPreProcessor> after(L layer, LayerReport report) {
        return trains(layer).after(layer, report);
    }

    private List<org.deeplearning4j.nn.conf.layers.Layer> configurations() {
        List<org.deeplearning4j.nn.conf.layers.Layer> all = new ArrayList<>();
        job.layers().forEach(report -> all.add(configuration(report)));
        return all;
    }

    private org.deeplearning4j.nn.conf.layers.Layer configuration(LayerReport report) {
        Layer layer = report.layer();
        ActivationFunction activation = leavesActivationToLoss(report) ? ActivationFunction.LINEAR : activation(layer);
        org.deeplearning4j.nn.conf.layers.Layer configuration = trains(layer).configuration(layer, report, activation);
        configuration.setLayerName(report.name());
        if (configuration instanceof KernelLayer kernel && padded.contains(report.name())) {
            kernel.reads(lengths);
        }
        return freezes && configuration instanceof BatchNormalization normalization && isFrozen(report)
                ? new FrozenNormalization(normalization)
                : configuration;
    }

    private boolean isFrozen(LayerReport report) {
        return report.arrays().stream().anyMatch(array -> job.training().freezes(report.name() + "/" + array.name()));
    }

    private static ActivationFunction activation(Layer layer) {
        return trains(layer).activation(layer);
    }
}
