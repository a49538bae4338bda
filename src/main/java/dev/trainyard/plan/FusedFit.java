package dev.trainyard.plan;

import dev.trainyard.definition.Gan;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Activation;
import dev.trainyard.definition.layer.BatchNormalization;
import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.definition.layer.Conv2d;
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
import dev.trainyard.definition.layer.MaxPooling2d;
import dev.trainyard.definition.layer.Prelu;
import dev.trainyard.definition.layer.Recurrent;
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
            Conv2d.class,
            Dense.class,
            Dropout.class,
            Embedding.class,
            Flatten.class,
            Gru.class,
            LastTimeStep.class,
            LayerNormalization.class,
            LeakyRelu.class,
            Lstm.class,
            MaxPooling2d.class,
            Prelu.class,
            RepeatVector.class,
            Reshape.class,
            SelfAttention.class,
            SimpleRnn.class);

    /** Numbers that a convolution may lay out for one picture. */
    private static final long MOST_SHOWN = 1 << 21;

    private static final Set<Class<? extends Layer>> IN_GANS =
            Set.of(Activation.class, Dense.class, Dropout.class, Flatten.class, LeakyRelu.class, Reshape.class);

    /** So much of a trainer's heap it takes without being asked for by name: half of the smallest there is. */
    private static final long MODEST_BYTES = 128 << 20;

    /** What a layer answers, the sums behind it and the slopes by it. */
    private static final int ARRAYS = 3;

    /** The gates of a recurrent layer, its memory and its answers, and what goes back through them; of each step. */
    private static final int ARRAYS_OF_A_STEP = 10;

    /** Parameters, their slopes, and both once more where a layer works on arrays of its own. */
    private static final int COPIES = 4;

    private FusedFit() {}

    /** Whether {@code "auto"} stands for it: wherever it applies, as long as what it keeps on the heap is modest. */
    static boolean isUsual(
            Resources resources,
            ModelDefinition definition,
            Output output,
            List<LayerReport> layers,
            int batch,
            Plan.Memory memory) {
        return misfit(resources, definition, output, layers).isEmpty()
                && layers.stream().allMatch(report -> isUsual(report.layer(), definition) && isModest(report))
                && COPIES * memory.parametersBytes()
                                + memory.updaterBytes()
                                + Float.BYTES * batch * numbersOfRow(layers)
                        <= MODEST_BYTES;
    }

    /** GANs are trusted with plain layers only; the generator of pictures ends in one that shapes them. */
    private static boolean isUsual(Layer layer, ModelDefinition definition) {
        return !(definition instanceof Gan) || IN_GANS.contains(layer.getClass());
    }

    /** What a convolution's window shows of one picture is laid out as a whole. */
    private static boolean isModest(LayerReport report) {
        long places = report.outputShape().size() / report.outputShape().last();
        return !(report.layer() instanceof Conv2d convolution)
                || places
                                * convolution.kernelSize().height()
                                * convolution.kernelSize().width()
                                * report.inputShape().last()
                        <= MOST_SHOWN;
    }

    /** How many numbers it keeps for each row of a batch. */
    public static long numbersOfRow(List<LayerReport> layers) {
        return layers.get(0).inputShape().size()
                + layers.stream().mapToLong(FusedFit::numbersOfRow).sum();
    }

    private static long numbersOfRow(LayerReport report) {
        Layer layer = report.layer();
        boolean recurs = layer instanceof Recurrent || layer instanceof Bidirectional;
        return recurs
                ? ARRAYS_OF_A_STEP
                        * report.inputShape().dimensions().get(0)
                        * (long) report.outputShape().last()
                : ARRAYS * report.outputShape().size();
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
