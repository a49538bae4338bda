package dev.trainyard.plan;

import dev.trainyard.definition.Graph;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.AveragePooling1d;
import dev.trainyard.definition.layer.BatchNormalization;
import dev.trainyard.definition.layer.Conv1d;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.definition.layer.Flatten;
import dev.trainyard.definition.layer.GlobalAveragePooling;
import dev.trainyard.definition.layer.GlobalMaxPooling;
import dev.trainyard.definition.layer.MaxPooling1d;
import dev.trainyard.definition.layer.Permute;
import dev.trainyard.definition.layer.RepeatVector;
import dev.trainyard.definition.layer.TimeDistributed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which layers of a network see sequences whose last steps may be padding. */
public final class PaddedSteps {

    /** Layers that take padding for steps like any other. */
    private static final Set<Class<?>> BLIND = Set.of(
            Conv1d.class,
            Flatten.class,
            MaxPooling1d.class,
            AveragePooling1d.class,
            GlobalMaxPooling.class,
            GlobalAveragePooling.class,
            BatchNormalization.class);

    private PaddedSteps() {}

    /** The names of the layers whose input has the steps of the examples, and may be padded. */
    public static Set<String> readers(Examples examples, ModelDefinition definition, List<LayerReport> layers) {
        Set<String> readers = new HashSet<>();
        if (!examples.vary()) {
            return readers;
        }
        Set<String> padded = new HashSet<>(definition instanceof Graph graph ? graph.inputNames() : List.of());
        padded.remove(examples.decoder()); // has its own length, and no step of it reads a later one
        for (LayerReport report : layers) {
            if (report.inputs().isEmpty() || report.inputs().stream().allMatch(padded::contains)) {
                readers.add(report.name());
                if (keepsSteps(report)) {
                    padded.add(report.name());
                }
            }
        }
        return readers;
    }

    /** Whether each step of what a layer answers belongs to the same step of what it read. */
    private static boolean keepsSteps(LayerReport report) {
        if (report.layer() instanceof Permute || report.layer() instanceof RepeatVector) {
            return false;
        }
        Shape input = report.inputShape();
        Shape output = report.outputShape();
        boolean rank = output.rank() == input.rank()
                || report.layer() instanceof Embedding
                || report.layer() instanceof TimeDistributed;
        return rank && output.dimensions().get(0).equals(input.dimensions().get(0));
    }

    /** Warns of layers that let the padding of short sequences have a say. */
    static void warn(Examples examples, ModelDefinition definition, List<LayerReport> layers, Remarks remarks) {
        Set<String> readers = readers(examples, definition, layers);
        List<String> blind = layers.stream()
                .filter(report -> readers.contains(report.name())
                        && BLIND.contains(report.layer().getClass()))
                .map(report -> "'%s' (%s)".formatted(report.name(), report.type()))
                .toList();
        if (!blind.isEmpty()) {
            remarks.warning(
                    "padding_is_read",
                    "sequences shorter than the longest are padded with zeros, and %s cannot tell these from steps, so that answers depend on how much was padded; recurrent layers, selfAttention and lastTimeStep can"
                            .formatted(String.join(", ", blind)));
        }
    }
}
