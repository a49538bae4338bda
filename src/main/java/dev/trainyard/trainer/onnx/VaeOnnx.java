package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.Vae;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A variational autoencoder as an ONNX file: {@code output} is what is rebuilt from the means, {@code mean} and
 * {@code log_variance} say where an example lies, {@code negative_elbo}
 * how odd it is, where the loss has that meaning.
 */
public final class VaeOnnx {

    public static final String MEAN = "mean";
    public static final String LOG_VARIANCE = "log_variance";
    public static final String NEGATIVE_ELBO = "negative_elbo";

    private static final float SMALLEST = 1e-7f;

    private VaeOnnx() {}

    /** Writes both networks into one file, without the noise that training puts between them. */
    public static OnnxModel.Written whole(
            ResolvedJob job,
            ResolvedJob encoder,
            ResolvedJob decoder,
            NamedArrays parameters,
            Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph();
        List<Inside.Layer> layers = new ArrayList<>();
        String encoded = OnnxModel.layers(encoder, OnnxModel.INPUT, parameters, graph, layers);
        Shape place = Shape.of(decoder.input().last());
        String mean = half(encoded, 0, place, graph);
        layers.add(named(mean, MEAN, place, graph));
        String logVariance = half(encoded, place.last(), place, graph);
        layers.add(named(logVariance, LOG_VARIANCE, place, graph));
        String rebuilt = OnnxModel.layers(decoder, mean, parameters, graph, layers);
        if (tellsElbo(job)) {
            String divergence =
                    graph.node("Mul", List.of(divergence(mean, logVariance, graph), graph.constant((float) beta(job))));
            String cost = summed(loss(job, rebuilt, graph), job.input(), graph);
            graph.output(graph.node("Add", List.of(cost, divergence)), NEGATIVE_ELBO, Shape.of(1));
        }
        Port input = new Port(OnnxModel.INPUT, job.input());
        Port output = new Port(OnnxModel.OUTPUT, job.input());
        return new OnnxModel.Written(graph.model(List.of(input), rebuilt, output, metadata), layers);
    }

    /** Whether what is rebuilt costs what its logarithm of likelihood is, up to a constant. */
    public static boolean tellsElbo(ResolvedJob job) {
        return job.training().loss() == Loss.MSE || job.training().loss() == Loss.BINARY_CROSSENTROPY;
    }

    private static double beta(ResolvedJob job) {
        return ((Vae) job.definition()).beta();
    }

    /** What each number that is rebuilt costs. */
    private static String loss(ResolvedJob job, String rebuilt, OnnxGraph graph) {
        if (job.training().loss() == Loss.BINARY_CROSSENTROPY) {
            return crossentropy(rebuilt, graph);
        }
        String off = graph.node("Sub", List.of(rebuilt, OnnxModel.INPUT));
        return graph.node("Mul", List.of(off, off));
    }

    private static String crossentropy(String chances, OnnxGraph graph) {
        String one = graph.constant(1);
        String yes = graph.node("Mul", List.of(OnnxModel.INPUT, logarithm(chances, graph)));
        String not = graph.node("Sub", List.of(one, OnnxModel.INPUT));
        String no = graph.node("Mul", List.of(not, logarithm(graph.node("Sub", List.of(one, chances)), graph)));
        return graph.node("Neg", List.of(graph.node("Add", List.of(yes, no))));
    }

    private static String logarithm(String chances, OnnxGraph graph) {
        return graph.node("Log", List.of(graph.node("Max", List.of(chances, graph.constant(SMALLEST)))));
    }

    /** {@code ½ Σ(μ² + σ² - log σ² - 1)}. */
    private static String divergence(String mean, String logVariance, OnnxGraph graph) {
        String squares = graph.node("Mul", List.of(mean, mean));
        String variance = graph.node("Exp", List.of(logVariance));
        String less = graph.node("Sub", List.of(graph.node("Add", List.of(squares, variance)), logVariance));
        String terms = graph.node("Sub", List.of(less, graph.constant(1)));
        return graph.node(
                "Mul",
                List.of(graph.node("ReduceSum", List.of(terms, graph.integers(List.of(1)))), graph.constant(0.5f)));
    }

    /** Over all numbers of an example, {@code [N, 1]}. */
    private static String summed(String value, Shape example, OnnxGraph graph) {
        String flat = graph.reshape(value, Shape.of(Math.toIntExact(example.size())));
        return graph.node("ReduceSum", List.of(flat, graph.integers(List.of(1))));
    }

    private static String half(String encoded, int from, Shape place, OnnxGraph graph) {
        String begin = graph.integers(List.of(from));
        String end = graph.integers(List.of(from + place.last()));
        return graph.node("Slice", List.of(encoded, begin, end, graph.integers(List.of(1))));
    }

    private static Inside.Layer named(String value, String name, Shape shape, OnnxGraph graph) {
        graph.output(value, name, shape);
        return new Inside.Layer(name, name, shape);
    }
}
