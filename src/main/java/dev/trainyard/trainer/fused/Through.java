package dev.trainyard.trainer.fused;

/** Hands on what it is given. */
final class Through implements Node {

    @Override
    public float[] forward(float[] input, Pass pass) {
        return input;
    }

    @Override
    public float[] backward(float[] slopes, boolean further) {
        return slopes;
    }
}
