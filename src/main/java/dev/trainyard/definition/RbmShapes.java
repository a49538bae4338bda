package dev.trainyard.definition;

import dev.trainyard.definition.Initializer.Distribution;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.Flatten;
import dev.trainyard.definition.layer.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of machines as layers: each machine's way up is a dense layer of sigmoids. Without a target each carries the
 * bias of its visible units, too; with one, another dense layer answers it, and pictures are flattened before them.
 */
final class RbmShapes {

    /** Hinton 2010, section 8. */
    private static final Initializer SMALL = new Initializer(Distribution.NORMAL, 0, 0.01, 0, 0, 0, null);

    private RbmShapes() {}

    static ShapeInference of(Rbm rbm, Shape input, Output output) {
        boolean flattened = input.rank() > 1 && !output.rebuilds();
        Shape read = flattened ? input : Shape.of(Math.toIntExact(input.size()));
        ShapeInference network = ShapeInference.of(
                new Sequential(rbm.name(), layers(rbm, flattened, output)), read, ofLayers(rbm, output));
        List<LayerReport> reports = output.rebuilds()
                ? network.layers().stream().map(RbmShapes::withVisibleBias).toList()
                : network.layers();
        return new ShapeInference(rbm, reports, network.violations());
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the layer fills in
    private static List<Layer> layers(Rbm rbm, boolean flattened, Output output) {
        List<Layer> layers = new ArrayList<>();
        List<Integer> sizes = rbm.hiddenUnits().sizes();
        if (flattened) {
            layers.add(new Flatten());
        }
        for (int i = 0; i < sizes.size(); i++) {
            Units size = new Units(sizes.get(i));
            layers.add(new Dense("rbm_" + i, size, ActivationFunction.SIGMOID, true, SMALL, null));
        }
        if (!output.rebuilds()) {
            layers.add(new Dense());
        }
        return layers;
    }

    private static Output ofLayers(Rbm rbm, Output output) {
        List<Integer> sizes = rbm.hiddenUnits().sizes();
        return output.rebuilds() ? Output.itself(Shape.of(sizes.get(sizes.size() - 1))) : output;
    }

    private static LayerReport withVisibleBias(LayerReport report) {
        List<ParameterSpec> arrays = new ArrayList<>(report.arrays());
        int visible = report.inputShape().last();
        arrays.add(ParameterSpec.trainable("visibleBias", visible));
        return new LayerReport(
                report.index(),
                report.name(),
                "rbm",
                report.inputs(),
                report.layer(),
                report.inputShape(),
                report.outputShape(),
                report.parameters() + visible,
                arrays);
    }
}
