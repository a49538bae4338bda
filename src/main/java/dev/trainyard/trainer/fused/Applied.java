package dev.trainyard.trainer.fused;

import dev.trainyard.trainer.engine.Room;

/** A function applied to what comes in. */
final class Applied implements Node {

    private final Curve curve;
    private float[] sums = new float[0];
    private final Room room = new Room();
    private float[] answers = new float[0];

    Applied(Curve curve) {
        this.curve = curve;
    }

    @Override
    public float[] forward(float[] input, Pass pass) {
        sums = input;
        answers = room.of(input.length);
        curve.apply(sums, answers);
        return answers;
    }

    @Override
    public float[] backward(float[] slopes, boolean further) {
        curve.times(slopes, sums, answers);
        return slopes;
    }
}
