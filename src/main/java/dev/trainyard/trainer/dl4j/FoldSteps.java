package dev.trainyard.trainer.dl4j;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes each step of a sequence an example of its own, {@code [N, channels, steps, …]} to {@code [N·steps, channels,
 * …]}, or takes that back.
 *
 * @param apart whether the steps are taken apart; otherwise they are put together again
 */
record FoldSteps(int steps, boolean apart) implements InputPreProcessor {

    private static final long serialVersionUID = 1;

    @Override
    public INDArray preProcess(INDArray input, int examples, LayerWorkspaceMgr workspaces) {
        return apart
                ? apart(input, workspaces, ArrayType.ACTIVATIONS)
                : together(input, workspaces, ArrayType.ACTIVATIONS);
    }

    @Override
    public INDArray backprop(INDArray slopes, int examples, LayerWorkspaceMgr workspaces) {
        return apart
                ? together(slopes, workspaces, ArrayType.ACTIVATION_GRAD)
                : apart(slopes, workspaces, ArrayType.ACTIVATION_GRAD);
    }

    private static INDArray apart(INDArray array, LayerWorkspaceMgr workspaces, ArrayType type) {
        INDArray byStep = workspaces.dup(type, array.permute(exchanged(array.rank())), 'c');
        long[] shape = byStep.shape();
        long[] rest =
                LongStream.range(2, shape.length).map(axis -> shape[(int) axis]).toArray();
        return byStep.reshape(LongStream.concat(LongStream.of(shape[0] * shape[1]), LongStream.of(rest))
                .toArray());
    }

    private INDArray together(INDArray array, LayerWorkspaceMgr workspaces, ArrayType type) {
        INDArray whole = array.dup('c');
        long[] shape = whole.shape();
        long[] rest =
                LongStream.range(1, shape.length).map(axis -> shape[(int) axis]).toArray();
        INDArray byStep = whole.reshape(LongStream.concat(LongStream.of(shape[0] / steps, steps), LongStream.of(rest))
                .toArray());
        return workspaces.dup(type, byStep.permute(exchanged(byStep.rank())), 'c');
    }

    /** All axes in their order but for the second and the third. */
    private static int[] exchanged(int rank) {
        return IntStream.range(0, rank)
                .map(axis -> axis == 1 ? 2 : axis == 2 ? 1 : axis)
                .toArray();
    }

    @Override
    public InputPreProcessor clone() {
        return this;
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
