package dev.trainyard.plan;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Activation;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.Dropout;
import dev.trainyard.definition.layer.Flatten;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which networks our own loop trains, and so the engine {@code fused}. */
public final class FusedFit {

    /** The layers it has. */
    public static final Set<Class<? extends Layer>> LAYERS =
            Set.of(Dense.class, Activation.class, Dropout.class, Flatten.class);

    private FusedFit() {}

    /** Says so where the fused engine is asked for and cannot train the network. */
    static void check(
            Resources resources, ModelDefinition definition, Output output, List<LayerReport> layers, Remarks remarks) {
        if (resources.engine() == Resources.Engine.FUSED) {
            misfit(resources, definition, output, layers)
                    .ifPresent(why -> remarks.violation(
                            "/resources/engine",
                            "no_engine",
                            "the fused engine trains sequential networks of dense, activation, dropout and flatten layers on the CPU, and %s; DL4J trains it"
                                    .formatted(why),
                            Suggestion.replace("/resources/engine", "auto")));
        }
    }

    private static Optional<String> misfit(
            Resources resources, ModelDefinition definition, Output output, List<LayerReport> layers) {
        if (resources.device() == Resources.Device.GPU) {
            return Optional.of("the device is the GPU");
        }
        if (!(definition instanceof Sequential)) {
            return Optional.of("this definition is of another kind");
        }
        if (output.steps() > 0) {
            return Optional.of("this one answers each of %d steps".formatted(output.steps()));
        }
        return layers.stream()
                .filter(report -> !LAYERS.contains(report.layer().getClass()))
                .findFirst()
                .map(report -> "'%s' is a layer of type %s".formatted(report.name(), report.type()));
    }
}
