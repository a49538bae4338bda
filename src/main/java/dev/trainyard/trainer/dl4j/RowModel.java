package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.LayerReport;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer after the other. */
final class RowModel implements Dl4jModel {

    private final MultiLayerNetwork network;
    private final List<LayerReport> reports;

    RowModel(MultiLayerConfiguration configuration, List<LayerReport> reports) {
        this.network = new MultiLayerNetwork(configuration);
        this.reports = reports;
    }

    @Override
    public void init(boolean gradients) {
        network.init();
        OpenBlasConvolution.install(network.getLayers());
        if (gradients) {
            network.initGradientsView();
        }
    }

    @Override
    public INDArray parameters() {
        return network.params();
    }

    @Override
    public INDArray gradient(INDArray[] inputs, INDArray[] targets) {
        network.setInput(inputs[0]);
        network.setLabels(targets[0]);
        network.computeGradientAndScore();
        network.clear();
        return network.getGradientsViewArray();
    }

    @Override
    public INDArray[] outputs(INDArray... inputs) {
        return new INDArray[] {network.output(inputs[0], false)};
    }

    @Override
    public INDArray outputInTraining(INDArray input) {
        return network.output(input, true);
    }

    @Override
    public INDArray inputGradient(INDArray input, INDArray targets) {
        INDArray slopes = network.calculateGradients(input, targets, null, null)
                .getSecond()
                .dup('c');
        network.clear();
        return slopes;
    }

    @Override
    public INDArray lastGradient() {
        return network.getGradientsViewArray();
    }

    @Override
    public List<Placed> layers() {
        return reports.stream()
                .map(report -> new Placed(
                        report.name(), network.getLayerWiseConfigurations().getConf(report.index())))
                .toList();
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        return (BaseMultiLayerUpdater<?>) network.getUpdater();
    }

    @Override
    public void count(int iterations, int epochs) {
        network.getLayerWiseConfigurations().setIterationCount(iterations);
        network.getLayerWiseConfigurations().setEpochCount(epochs);
    }

    @Override
    public Model model() {
        return network;
    }

    @Override
    public void close() {
        OffHeap.free(network, network.getUpdater(false));
    }
}
