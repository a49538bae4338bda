package dev.trainyard.trainer.dl4j.fused;

/**
 * The arithmetic of one layer, a batch at a time. Arrays are row-major in Keras' layout, and padded steps have no
 * influence on anything: whatever is in them is not looked at, and what is answered for them is 0. What is returned is
 * valid until the next pass the same way.
 */
public interface Kernel {

    /**
     * Answers a batch, and remembers what {@link #backward} needs.
     *
     * @param arrays the layer's arrays in the order of its report
     * @param input {@code [rows]} and the layer's input shape
     */
    float[] forward(float[][] arrays, float[] input, Span span);

    /**
     * Goes back through the last batch that was answered.
     *
     * @param slopes of the loss by each answer
     * @param gradients where the slopes by each array are written
     * @param further whether anybody looks at what is returned
     * @return the slopes by each input
     */
    float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further);
}
