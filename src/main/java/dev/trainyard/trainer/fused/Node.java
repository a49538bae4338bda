package dev.trainyard.trainer.fused;

/**
 * A layer at work. It owns the arrays it answers in, which are valid until its next pass, and are as long as the batch
 * needs them; all are row-major in Keras' layout, {@code [rows]} and the layer's shape.
 */
interface Node {

    /** Answers a batch, and remembers what {@link #backward} needs; the input is not changed. */
    float[] forward(float[] input, Pass pass);

    /**
     * Goes back through the last batch, and writes down the slopes of the loss by the layer's own parameters.
     *
     * @param slopes of the loss by each answer; may be overwritten
     * @param further whether a layer before this one learns, too; what is returned is looked at only then
     * @return the slopes by each input
     */
    float[] backward(float[] slopes, boolean further);

    /** Frees what it holds outside the heap. */
    default void close() {}
}
