package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Rbm;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.ResolvedJob;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stack of restricted Boltzmann machines as an ONNX file: {@code output} is what is rebuilt after the way up and down,
 * {@code rbm_0}, … the hidden units' chances, {@code free_energy} the lowest machine's.
 */
public final class RbmOnnx {

    public static final String FREE_ENERGY = "free_energy";

    private final ResolvedJob job;
    private final NamedArrays parameters;
    private final OnnxGraph graph = new OnnxGraph();

    private RbmOnnx(ResolvedJob job, NamedArrays parameters) {
        this.job = job;
        this.parameters = parameters;
    }

    public static byte[] of(ResolvedJob job, NamedArrays parameters, Map<String, String> metadata) {
        return new RbmOnnx(job, parameters).write(metadata);
    }

    private byte[] write(Map<String, String> metadata) {
        Shape input = job.input();
        Map<String, String> codes = new LinkedHashMap<>();
        String flat = input.rank() == 1
                ? OnnxModel.INPUT
                : graph.reshape(OnnxModel.INPUT, Shape.of(Math.toIntExact(input.size())));
        String value = flat;
        for (LayerReport machine : job.layers()) {
            value = graph.node("Sigmoid", List.of(sums(machine, value)));
            codes.put(machine.name(), value);
        }
        for (int i = job.layers().size() - 1; i >= 0; i--) {
            value = down(job.layers().get(i), value, i == 0 && isGaussian());
        }
        for (LayerReport machine : job.layers()) {
            graph.output(String.valueOf(codes.get(machine.name())), machine.name(), machine.outputShape());
        }
        graph.output(freeEnergy(job.layers().get(0), flat), FREE_ENERGY, Shape.of(1));
        return graph.model(
                List.of(new Port(OnnxModel.INPUT, input)),
                input.rank() == 1 ? value : graph.reshape(value, input),
                new Port(OnnxModel.OUTPUT, input),
                metadata);
    }

    private boolean isGaussian() {
        return ((Rbm) job.definition()).visible() == Rbm.Visible.GAUSSIAN;
    }

    private String sums(LayerReport machine, String visible) {
        return graph.node("Gemm", List.of(visible, array(machine, "kernel"), array(machine, "bias")));
    }

    private String down(LayerReport machine, String hidden, boolean linear) {
        Attribute turned = new Attribute("transB", 1);
        String means =
                graph.node("Gemm", List.of(hidden, array(machine, "kernel"), array(machine, "visibleBias")), turned);
        return linear ? means : graph.node("Sigmoid", List.of(means));
    }

    private String freeEnergy(LayerReport machine, String visible) {
        String open = graph.node("Softplus", List.of(sums(machine, visible)));
        String hidden = graph.node(
                "MatMul", List.of(open, column("ones", machine.outputShape().last(), 1f)));
        return graph.node("Sub", List.of(ofVisible(machine, visible), hidden));
    }

    private String ofVisible(LayerReport machine, String visible) {
        int units = machine.inputShape().last();
        if (isGaussian()) {
            String off = graph.node("Sub", List.of(visible, array(machine, "visibleBias")));
            String squares = graph.node("Mul", List.of(off, off));
            return graph.node("MatMul", List.of(squares, column("halves", units, 0.5f)));
        }
        float[] bias = parameters.get(machine.name() + "/visibleBias").values();
        float[] negative = new float[units];
        for (int i = 0; i < units; i++) {
            negative[i] = -bias[i];
        }
        return graph.node(
                "MatMul",
                List.of(visible, graph.array(new NamedArray("free_energy_bias", List.of(units, 1), negative))));
    }

    private String column(String name, int size, float value) {
        float[] plain = new float[size];
        Arrays.fill(plain, value);
        return graph.array(new NamedArray("free_energy_" + name, List.of(size, 1), plain));
    }

    /** Adds an array, once. */
    private String array(LayerReport machine, String name) {
        return graph.arrayOnce(parameters.get(machine.name() + "/" + name));
    }
}
