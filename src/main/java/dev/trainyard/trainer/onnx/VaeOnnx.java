package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.ResolvedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A variational autoencoder as an ONNX file: {@code output} is what is rebuilt from the means, {@code mean} and
 * {@code log_variance} say where an example lies.
 */
public final class VaeOnnx {

    public static final String MEAN = "mean";
    public static final String LOG_VARIANCE = "log_variance";

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
        layers.add(named(half(encoded, place.last(), place, graph), LOG_VARIANCE, place, graph));
        String rebuilt = OnnxModel.layers(decoder, mean, parameters, graph, layers);
        OnnxGraph.Port input = new OnnxGraph.Port(OnnxModel.INPUT, job.input());
        OnnxGraph.Port output = new OnnxGraph.Port(OnnxModel.OUTPUT, job.input());
        return new OnnxModel.Written(graph.model(List.of(input), rebuilt, output, metadata), layers);
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
