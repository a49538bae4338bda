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
}
