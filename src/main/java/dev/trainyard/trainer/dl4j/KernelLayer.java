package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.trainer.dl4j.fused.Kernel;
import java.util.Collection;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Puts a {@link Kernel} into a DL4J network, its arrays in Keras' layout; it is never saved in DL4J's format. */
@SuppressWarnings("serial") // DL4J declares its layers serializable; this one never leaves the process
final class KernelLayer extends FeedForwardLayer {

    private final LayerReport report;
    private final Supplier<Kernel> kernels;
    private @Nullable Lengths lengths;

    KernelLayer(LayerReport report, Supplier<Kernel> kernels) {
        this.report = report;
        this.kernels = kernels;
        setNIn(report.inputShape().last());
        setNOut(report.outputShape().last());
    }

    /** Tells where it finds which steps are padding; without it none are. */
    void reads(Lengths present) {
        this.lengths = present;
    }

    LayerReport report() {
        return report;
    }

    Kernel newKernel() {
        return kernels.get();
    }

    int @Nullable [] lengths() {
        return lengths == null ? null : lengths.get();
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        KernelNode node = new KernelNode(configuration, type);
        node.setListeners(listeners);
        node.setIndex(index);
        node.setParamsViewArray(parameters);
        node.setParamTable(initializer().init(configuration, parameters, initialize));
        node.setConf(configuration);
        return node;
    }

    @Override
    public ParamInitializer initializer() {
        return new KernelArrays(report.arrays());
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return input;
    }

    @Override
    public void setNIn(InputType input, boolean override) {}

    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        return new LayerMemoryReport.Builder(getLayerName(), KernelLayer.class, input, input)
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}
