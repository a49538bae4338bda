package dev.trainyard.trainer.dl4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Normalizes by its moving statistics in training, too, and learns nothing, as in Keras with {@code trainable=False}. */
@SuppressWarnings("serial") // DL4J declares its layers serializable; this one never leaves the process
final class FrozenNormalization extends BatchNormalization {

    /** As DL4J would have it, were it not frozen. */
    FrozenNormalization(BatchNormalization learning) {
        setLayerName(learning.getLayerName());
        setNIn(learning.getNIn());
        setNOut(learning.getNOut());
        setDecay(learning.getDecay());
        setEps(learning.getEps());
        setUseLogStd(learning.isUseLogStd());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        Node node = new Node(configuration, type);
        node.setListeners(listeners.toArray(TrainingListener[]::new));
        node.setIndex(index);
        node.setParamsViewArray(parameters);
        node.setParamTable(initializer().init(configuration, parameters, initialize));
        node.setConf(configuration);
        return node;
    }

    private static final class Node extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {

        Node(NeuralNetConfiguration configuration, DataType type) {
            super(configuration, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            return super.activate(false, workspaces);
        }

        /** What comes back is only scaled: the statistics do not depend on the batch. */
        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray slopes, LayerWorkspaceMgr workspaces) {
            INDArray handedBack = workspaces.createUninitialized(
                    ArrayType.ACTIVATION_GRAD, slopes.dataType(), slopes.shape(), slopes.ordering());
            Nd4j.getExecutioner().exec(new BroadcastMulOp(slopes, scale(), handedBack, 1));
            Gradient none = new DefaultGradient();
            gradientViews.forEach((name, view) -> none.setGradientFor(name, view.assign(0)));
            return new Pair<>(none, handedBack);
        }

        private INDArray scale() {
            INDArray deviation = Transforms.sqrt(
                    getParam(BatchNormalizationParamInitializer.GLOBAL_VAR)
                            .add(layerConf().getEps()),
                    false);
            return getParam(BatchNormalizationParamInitializer.GAMMA).div(deviation);
        }
    }
}
