package dev.trainyard.trainer.engine;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.LargestBatch;

/** One network in training. Parameters go in and out under Keras' names and in its layout, whatever the engine. */
public interface Engine extends AutoCloseable {

    /**
     * Is told before each epoch, counted from 1, and again where a resumed one goes on.
     *
     * @return whether a new stage of learning begins, whose scores cannot be compared with earlier ones
     */
    default boolean enter(int epoch) {
        return false;
    }

    /** Whether what is learned now is what is learned in the end. */
    default boolean isInLastStage() {
        return true;
    }

    /**
     * Updates the parameters once.
     *
     * @return the batch's mean loss before the update, without regularization
     */
    double step(Batch batch, double learningRate);

    /** Is to lap the parts of every step to come, as far as it tells them apart. */
    default void time(Stopwatch watch) {}

    /** Shows the gradient of every update to come; an engine that learns without one shows nothing. */
    default void observe(GradientObserver observer) {}

    /**
     * What the network answers as it will be served: without dropout, by running averages.
     *
     * @return row-major, {@code [rows]} and the shape of one answer
     */
    float[] predict(EncodedRows inputs);

    /** How many examples to gather and ask for at once, for the memory that they and the answers to them take. */
    default int rowsAtOnce() {
        return LargestBatch.MOST_TO_ANSWER;
    }

    /** A copy of the parameters, such as {@code dense_0/kernel}. */
    NamedArrays parameters();

    /** Goes on from other parameters; everything else stays. */
    void setParameters(NamedArrays parameters);

    /** What the next step depends on besides the parameters: the update rule's memory and the random generators. */
    NamedArrays state();

    /** Goes back to exactly where {@link #parameters} and {@link #state} were taken. */
    void restore(NamedArrays parameters, NamedArrays state);

    @Override
    void close();
}
