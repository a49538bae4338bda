package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.Graph;
import dev.trainyard.plan.ResolvedJob;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A network of DL4J, of either of its two kinds: a row of layers, or a graph. */
interface Dl4jModel extends AutoCloseable {

    /** Makes a job's network, without its parameters. */
    static Dl4jModel of(ResolvedJob job, NeuralNetConfiguration.Builder settings, ILossFunction loss) {
        return of(job, new Dl4jNetwork(job), settings, node -> loss);
    }

    /** @param losses by the nodes that the network answers with */
    static Dl4jModel of(
            ResolvedJob job,
            Dl4jNetwork described,
            NeuralNetConfiguration.Builder settings,
            Function<String, ? extends ILossFunction> losses) {
        return job.definition() instanceof Graph
                ? new GraphModel(described.graph(settings, losses))
                : new RowModel(
                        described.configuration(
                                settings, losses.apply(described.ends().get(0))),
                        job.layers());
    }

    /** Prepares arrays for the parameters, and for their gradient where that is wanted. */
    void init(boolean gradients);

    /** All parameters in one row. */
    INDArray parameters();

    /** Works out the gradient of the loss by each parameter, in their order. */
    INDArray gradient(INDArray[] inputs, INDArray[] targets);

    default INDArray gradient(INDArray input, INDArray targets) {
        return gradient(new INDArray[] {input}, new INDArray[] {targets});
    }

    /** What it answers, output by output. */
    INDArray[] outputs(INDArray... inputs);

    default INDArray output(INDArray input) {
        return outputs(input)[0];
    }

    /** What it answers while it is trained. */
    default INDArray outputInTraining(INDArray input) {
        throw new UnsupportedOperationException("graphs do not learn together with other networks");
    }

    /** The gradient of the loss by the input. */
    default INDArray inputGradient(INDArray input, INDArray targets) {
        throw new UnsupportedOperationException("graphs do not learn together with other networks");
    }

    /** The gradient by each parameter that was worked out last, by the input or not. */
    default INDArray lastGradient() {
        throw new UnsupportedOperationException("graphs do not learn together with other networks");
    }

    /** A layer in the order in which the parameters lie, with DL4J's configuration of it. */
    record Placed(String name, NeuralNetConfiguration configuration) {}

    List<Placed> layers();

    BaseMultiLayerUpdater<?> updater();

    /** Says how far training has come. */
    void count(int iterations, int epochs);

    /** For DL4J's serializer. */
    Model model();

    @Override
    void close();
}
