package dev.trainyard.trainer.dl4j;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Does something to each step where the steps are examples of their own: there are so many times more of them. */
record EachStep(InputPreProcessor done, int steps) implements InputPreProcessor {

    private static final long serialVersionUID = 1;

    @Override
    public INDArray preProcess(INDArray input, int examples, LayerWorkspaceMgr workspaces) {
        return done.preProcess(input, examples * steps, workspaces);
    }

    @Override
    public INDArray backprop(INDArray slopes, int examples, LayerWorkspaceMgr workspaces) {
        return done.backprop(slopes, examples * steps, workspaces);
    }

    @Override
    public InputPreProcessor clone() {
        return new EachStep(done.clone(), steps);
    }

    @Override
    public InputType getOutputType(InputType input) {
        return input;
    }

    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArray(
            @Nullable INDArray mask, @Nullable MaskState state, int examples) {
        return null;
    }
}
