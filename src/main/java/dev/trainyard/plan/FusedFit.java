package dev.trainyard.plan;

import dev.trainyard.definition.Gan;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Activation;
import dev.trainyard.definition.layer.BatchNormalization;
import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.Dropout;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.definition.layer.Flatten;
import dev.trainyard.definition.layer.Gru;
import dev.trainyard.definition.layer.LastTimeStep;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.LayerNormalization;
import dev.trainyard.definition.layer.LeakyRelu;
import dev.trainyard.definition.layer.Lstm;
import dev.trainyard.definition.layer.Prelu;
import dev.trainyard.definition.layer.RepeatVector;
import dev.trainyard.definition.layer.Reshape;
import dev.trainyard.definition.layer.SelfAttention;
import dev.trainyard.definition.layer.SimpleRnn;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which networks our own loop trains, and so the engine {@code fused}. */
public final class FusedFit {

    /** The layers it has. */
    public static final Set<Class<? extends Layer>> LAYERS = Set.of(
            Activation.class,
            BatchNormalization.class,
            Bidirectional.class,
            Dense.class,
            Dropout.class,
            Embedding.class,
            Flatten.class,
            Gru.class,
            LastTimeStep.class,
            LayerNormalization.class,
            LeakyRelu.class,
            Lstm.class,
            Prelu.class,
            RepeatVector.class,
            Reshape.class,
            SelfAttention.class,
            SimpleRnn.class);

    /** Those that {@code "auto"} trusts it with. */
    private static final Set<Class<? extends Layer>> USUAL =
            Set.of(Activation.class, Dense.class, Dropout.class, Flatten.class, LeakyRelu.class);

    private FusedFit() {}

    /** Whether {@code "auto"} stands for it: for plain stacks of dense layers that start from weights of their own. */
    static boolean isUsual(Resources resources, ModelDefinition definition, Output output, List<LayerReport> layers) {
        return misfit(resources, definition, output, layers).isEmpty()
                && layers.stream().allMatch(report -> isUsual(report.layer(), definition));
    }

    /** The generator of pictures ends in a layer that shapes them. */
    private static boolean isUsual(Layer layer, ModelDefinition definition) {
        return USUAL.contains(layer.getClass()) || definition instanceof Gan && layer instanceof Reshape;
    }

    /** Says so where the fused engine is asked for and cannot train the network. */
    static void check(
            Resources resources, ModelDefinition definition, Output output, List<LayerReport> layers, Remarks remarks) {
        if (resources.engine() == Resources.Engine.FUSED) {
            misfit(resources, definition, output, layers)
                    .ifPresent(why -> remarks.violation(
                            "/resources/engine",
                            "no_engine",
                            "the fused engine trains sequential networks and GANs of %s on the CPU, and %s; DL4J trains it"
                                    .formatted(named(), why),
                            Suggestion.replace("/resources/engine", "auto")));
        }
    }

    private static String named() {
        return LAYERS.stream().map(ByTypeName::nameOf).sorted().collect(Collectors.joining(", "));
    }

    private static Optional<String> misfit(
            Resources resources, ModelDefinition definition, Output output, List<LayerReport> layers) {
        if (resources.device() == Resources.Device.GPU) {
            return Optional.of("the device is the GPU");
        }
        if (!(definition instanceof Sequential) && !(definition instanceof Gan gan && !gan.restores())) {
            return Optional.of("this definition is of another kind");
        }
        if (output.itself() != null && output.itself().rank() == 2) {
            return Optional.of("this one answers with a whole sequence that it reads");
        }
        return layers.stream()
                .filter(report -> !LAYERS.contains(report.layer().getClass()))
                .findFirst()
                .map(report -> "'%s' is a layer of type %s".formatted(report.name(), report.type()));
    }
}
