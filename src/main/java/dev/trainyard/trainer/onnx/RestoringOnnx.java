package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A generator of whole pictures as an ONNX file; what is not lost of a picture goes through it as it is. */
public final class RestoringOnnx {

    private RestoringOnnx() {}

    /** @param lost 1 for numbers that are made, 0 for those that are kept; null where all are made */
    public static OnnxModel.Written write(
            ResolvedJob generator, NamedArrays parameters, float @Nullable [] lost, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph();
        List<Inside.Layer> layers = new ArrayList<>();
        String made = OnnxModel.layers(generator, OnnxModel.INPUT, parameters, graph, layers);
        String whole = lost == null ? made : keeping(made, generator, lost, graph);
        Port input = new Port(OnnxModel.INPUT, generator.input());
        Port output = new Port(
                OnnxModel.OUTPUT,
                generator.layers().get(generator.layers().size() - 1).outputShape());
        return new OnnxModel.Written(graph.model(List.of(input), whole, output, metadata), layers);
    }

    private static String keeping(String made, ResolvedJob generator, float[] lost, OnnxGraph graph) {
        float[] kept = new float[lost.length];
        for (int i = 0; i < lost.length; i++) {
            kept[i] = 1 - lost[i];
        }
        String filled = graph.node("Mul", List.of(made, mask("lost", lost, generator, graph)));
        String old = graph.node("Mul", List.of(OnnxModel.INPUT, mask("kept", kept, generator, graph)));
        return graph.node("Add", List.of(filled, old));
    }

    private static String mask(String name, float[] values, ResolvedJob generator, OnnxGraph graph) {
        return graph.array(new NamedArray(name, generator.input().dimensions(), values));
    }
}
