package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.Optimizer;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.engine.NetworkArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Saves a network as {@code ModelSerializer} does, made of DL4J's own classes only, so that plain DL4J restores it and
 * goes on: parameters, the update rule's memory, iterations and epochs. Networks with layers or losses that DL4J does not have
 * have no archive.
 */
@AutoService(NetworkArchive.class)
public final class Dl4jArchive implements NetworkArchive {

    @Override
    public Optional<String> write(ResolvedJob job, Trained trained, Path file) throws IOException {
        Dl4jNetwork described = Dl4jNetwork.stored(job);
        Optional<String> missing = missing(job, described);
        if (missing.isPresent()) {
            return missing;
        }
        save(job, described, trained, file);
        return StockRules.difference(job.training());
    }

    /** What DL4J has no word for. */
    private static Optional<String> missing(ResolvedJob job, Dl4jNetwork described) {
        List<String> kernels = described.kernels();
        if (!kernels.isEmpty()) {
            return Optional.of("DL4J has no layer that computes what %s %s here"
                    .formatted(String.join(", ", kernels), kernels.size() == 1 ? "does" : "do"));
        }
        boolean several = described.ends().size() > 1;
        return described.ends().stream()
                .flatMap(end ->
                        StockLosses.missing(
                                job.training().loss(end),
                                several ? job.training().lossWeight(end) : 1)
                                .stream())
                .findFirst();
    }

    private static void save(ResolvedJob job, Dl4jNetwork described, Trained trained, Path file) throws IOException {
        boolean several = described.ends().size() > 1;
        Dl4jModel network = Dl4jModel.of(
                job,
                described,
                settings(job.training()),
                node -> StockLosses.of(
                        job.training().loss(node),
                        several ? job.training().lossWeight(node) : 1,
                        described.width(node)));
        network.init(false);
        Dl4jParameters layout = new Dl4jParameters(job, network);
        Arrays2d.write(layout.flat(trained.parameters(), ""), network.parameters());
        fillMemory(network, layout, trained.state());
        network.count((int) trained.iterations(), trained.epochs());
        ModelSerializer.writeModel(network.model(), file.toFile(), true);
        network.close();
    }

    private static NeuralNetConfiguration.Builder settings(Training training) {
        NeuralNetConfiguration.Builder settings = new NeuralNetConfiguration.Builder()
                .updater(StockRules.of(training))
                .l1(training.regularization().l1())
                .l2(training.regularization().l2());
        if (training.optimizer() instanceof Optimizer.AdamW rule) {
            settings.weightDecay(rule.weightDecay(), true).weightDecayBias(rule.weightDecay(), true);
        }
        Training.GradientClipping clipping = training.gradientClipping();
        if (clipping != null && clipping.norm() != null) {
            settings.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                    .gradientNormalizationThreshold(clipping.norm());
        } else if (clipping != null && clipping.value() != null) {
            settings.gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                    .gradientNormalizationThreshold(clipping.value());
        }
        return settings;
    }

    /** DL4J keeps, for each run of parameters under one rule, the first memory of all of them, then the second, … */
    private static void fillMemory(Dl4jModel network, Dl4jParameters layout, NamedArrays state) {
        List<float[]> memories = memoryNames(state).stream()
                .map(name -> layout.flat(state, "/" + name))
                .toList();
        BaseMultiLayerUpdater<?> updater = network.updater();
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            long from = block.getUpdaterViewOffsetStart();
            long size = block.getParamOffsetEnd() - block.getParamOffsetStart();
            if (block.getUpdaterViewOffsetEnd() - from != size * memories.size()) {
                continue; // running averages have no memory
            }
            for (float[] memory : memories) {
                INDArray whole = Nd4j.createFromArray(memory);
                INDArray part =
                        whole.get(NDArrayIndex.interval(block.getParamOffsetStart(), block.getParamOffsetEnd()));
                updater.getStateViewArray()
                        .reshape(-1)
                        .get(NDArrayIndex.interval(from, from + size))
                        .assign(part);
                from += size;
            }
        }
    }

    /** The last part of {@code dense_0/kernel/m}, in the rule's order, which is alphabetical for every rule. */
    private static List<String> memoryNames(NamedArrays state) {
        TreeSet<String> names = new TreeSet<>();
        state.arrays()
                .forEach(array -> names.add(array.name().substring(array.name().lastIndexOf('/') + 1)));
        return List.copyOf(names);
    }

    @Override
    public String version() {
        Properties properties = new Properties();
        try (InputStream file = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            // Only the name of the version is lost.
        }
        return properties.getProperty("version", "unknown");
    }
}
