package dev.trainyard.trainer.engine;

/** A network that can learn from, and hand on, the gradient of another one's loss. */
public interface Differentiable extends Engine {

    /** What it answers while it is trained: with dropout, by the averages of the batch. */
    float[] answerInTraining(EncodedRows inputs);

    /**
     * The gradient of a batch's mean loss by the batch's inputs; nothing is updated.
     *
     * @param into {@code [rows]} and the shape of one input, overwritten
     * @return the mean loss
     */
    double inputGradient(Batch batch, float[] into);

    /**
     * Updates the parameters once, as {@link #step}, with the draws of the last {@link #answerInTraining}: what was dropped
     * there is dropped again, so that the gradient is that of the answers.
     */
    double stepAsAnswered(Batch batch, double learningRate);

    /**
     * Updates the parameters once and hands on the gradient of the batch's mean loss by its inputs, both by the same draws and
     * as it was before the update.
     *
     * @param into {@code [rows]} and the shape of one input, overwritten
     * @return the mean loss before the update
     */
    double step(Batch batch, double learningRate, float[] into);
}
