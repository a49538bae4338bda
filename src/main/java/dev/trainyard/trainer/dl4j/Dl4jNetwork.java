package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.plan.ResolvedJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A job's network as DL4J sees it: its layers one for one, and behind them the loss with the last activation. */
final class Dl4jNetwork {

    private static final Map<Class<?>, Dl4jLayer<?>> CATALOGUE =
            ServiceLoader.load(Dl4jLayer.class, Dl4jLayer.class.getClassLoader()).stream()
                    .map(provider -> (Dl4jLayer<?>) provider.get())
                    .collect(Collectors.toMap(Dl4jLayer::type, Function.identity()));

    private final ResolvedJob job;

    Dl4jNetwork(ResolvedJob job) {
        this.job = job;
    }

    /** How DL4J trains a type of layer. */
    @SuppressWarnings("unchecked") // the catalogue is keyed by its own types
    static <L extends Layer> Dl4jLayer<L> trains(L layer) {
        Dl4jLayer<?> found = CATALOGUE.get(layer.getClass());
        if (found == null) {
            throw new IllegalArgumentException("DL4J does not train " + layer);
        }
        return (Dl4jLayer<L>) found;
    }

    /** The function at the end of the network, which the loss applies. */
    ActivationFunction lastActivation() {
        return activation(layers().get(layers().size() - 1));
    }

    MultiLayerConfiguration configuration(NeuralNetConfiguration.Builder settings, ILossFunction loss) {
        NeuralNetConfiguration.ListBuilder list = settings.seed(job.training().seed())
                .activation(Activations.of(ActivationFunction.LINEAR))
                .list();
        configurations().forEach(list::layer);
        list.layer(new LossLayer.Builder(loss)
                .activation(Activations.of(lastActivation()))
                .build());
        reorderings().forEach(list::inputPreProcessor);
        return list.validateOutputLayerConfig(false).build();
    }

    /**
     * What is done to the input of each layer, by its place. DL4J would guess such steps, and change layers by its guesses,
     * if it knew the type of the input or found nothing before the first layer.
     */
    private Map<Integer, InputPreProcessor> reorderings() {
        Map<Integer, InputPreProcessor> all = new LinkedHashMap<>(Map.of(0, new ComposableInputPreProcessor()));
        List<InputPreProcessor> steps = new ArrayList<>();
        for (LayerReport report : job.layers()) {
            steps.addAll(before(report.layer(), report));
            collect(report.index(), steps, all);
            steps.addAll(after(report.layer(), report));
        }
        collect(job.layers().size(), steps, all);
        return all;
    }

    private static void collect(int index, List<InputPreProcessor> steps, Map<Integer, InputPreProcessor> all) {
        if (!steps.isEmpty()) {
            all.put(
                    index,
                    steps.size() == 1
                            ? steps.get(0)
                            : new ComposableInputPreProcessor(steps.toArray(InputPreProcessor[]::new)));
            steps.clear();
        }
    }

    private static <L extends Layer> List<InputPreProcessor> before(L layer, LayerReport report) {
        return trains(layer).before(layer, report);
    }

    private static <L extends Layer> List<InputPreProcessor> after(L layer, LayerReport report) {
        return trains(layer).after(layer, report);
    }

    private List<org.deeplearning4j.nn.conf.layers.Layer> configurations() {
        List<org.deeplearning4j.nn.conf.layers.Layer> all = new ArrayList<>();
        for (int index = 0; index < layers().size(); index++) {
            Layer layer = layers().get(index);
            boolean last = index == layers().size() - 1;
            ActivationFunction activation = last ? ActivationFunction.LINEAR : activation(layer);
            LayerReport report = job.layers().get(index);
            org.deeplearning4j.nn.conf.layers.Layer configuration =
                    trains(layer).configuration(layer, report, activation);
            configuration.setLayerName(report.name());
            all.add(configuration);
        }
        return all;
    }

    private static ActivationFunction activation(Layer layer) {
        return trains(layer).activation(layer);
    }

    private List<Layer> layers() {
        return job.layers().stream().map(LayerReport::layer).toList();
    }
}
