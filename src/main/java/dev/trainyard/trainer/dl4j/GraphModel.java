package dev.trainyard.trainer.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that read each other in any way. */
final class GraphModel implements Dl4jModel {

    private final ComputationGraph network;

    GraphModel(ComputationGraphConfiguration configuration) {
        this.network = new ComputationGraph(configuration);
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
        network.setInputs(inputs);
        network.setLabels(targets);
        network.computeGradientAndScore();
        network.clear();
        return network.getGradientsViewArray();
    }

    @Override
    public INDArray[] outputs(INDArray... inputs) {
        return network.output(false, inputs);
    }

    /** DL4J lays the parameters out in its own order of the nodes. */
    @Override
    public List<Placed> layers() {
        Map<String, GraphVertex> vertices = network.getConfiguration().getVertices();
        return Arrays.stream(network.topologicalSortOrder())
                .mapToObj(place -> network.getVertices()[place].getVertexName())
                .filter(name -> vertices.get(name) instanceof LayerVertex)
                .map(name -> new Placed(name, configuration(Objects.requireNonNull(vertices.get(name)))))
                .toList();
    }

    private static NeuralNetConfiguration configuration(GraphVertex vertex) {
        return ((LayerVertex) vertex).getLayerConf();
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        return network.getUpdater();
    }

    @Override
    public void count(int iterations, int epochs) {
        network.getConfiguration().setIterationCount(iterations);
        network.getConfiguration().setEpochCount(epochs);
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
