package dev.trainyard.trainer.fused;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Activated;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The layers of a job's network, one behind the other. */
final class Stack {

    private static final Map<Class<?>, FusedLayer<?>> CATALOGUE =
            ServiceLoader.load(FusedLayer.class, FusedLayer.class.getClassLoader()).stream()
                    .map(provider -> (FusedLayer<?>) provider.get())
                    .collect(Collectors.toMap(FusedLayer::type, Function.identity()));

    private final List<Node> nodes = new ArrayList<>();
    private final int firstThatLearns;

    Stack(ResolvedJob job, Weights weights, MatrixProducts products) {
        Set<String> padded = Padding.readers(job);
        for (LayerReport report : job.layers()) {
            ActivationFunction own = isLast(report, job) ? ActivationFunction.LINEAR : activation(report);
            boolean reads = padded.contains(report.name());
            nodes.add(node(report.layer(), new Workbench(report, own, reads, weights, products, job.training())));
        }
        this.firstThatLearns = firstThatLearns(job);
    }

    private static boolean isLast(LayerReport report, ResolvedJob job) {
        return report.index() == job.layers().size() - 1;
    }

    private static int firstThatLearns(ResolvedJob job) {
        int first = 0;
        while (first < job.layers().size() && job.layers().get(first).arrays().isEmpty()) {
            first++;
        }
        return first;
    }

    /** The function at a layer's end. */
    static ActivationFunction activation(LayerReport report) {
        return report.layer() instanceof Activated activated ? activated.activation() : ActivationFunction.LINEAR;
    }

    @SuppressWarnings("unchecked") // the catalogue is keyed by its own types
    private static <L extends Layer> Node node(L layer, Workbench bench) {
        FusedLayer<?> found = CATALOGUE.get(layer.getClass());
        if (found == null) {
            throw new IllegalArgumentException("the fused engine does not train " + layer);
        }
        return ((FusedLayer<L>) found).node(layer, bench);
    }

    /** The types of layers that there are. */
    static Set<Class<?>> types() {
        return CATALOGUE.keySet();
    }

    /** What the last layer answers, before its activation. */
    float[] forward(float[] input, Pass pass) {
        float[] at = input;
        for (Node node : nodes) {
            at = node.forward(at, pass);
        }
        return at;
    }

    /** Writes the slopes by all parameters down. */
    void backward(float[] slopes) {
        backward(slopes, firstThatLearns, false);
    }

    /** The same, and returns the slopes by the inputs. */
    float[] backwardToInputs(float[] slopes) {
        return backward(slopes, 0, true);
    }

    private float[] backward(float[] slopes, int last, boolean further) {
        float[] at = slopes;
        for (int i = nodes.size() - 1; i >= last; i--) {
            at = nodes.get(i).backward(at, further || i > last);
        }
        return at;
    }

    void close() {
        nodes.forEach(Node::close);
    }
}
