package dev.trainyard.trainer.fused;

/** Arrays that are used again as long as batches have the same size. */
final class Rooms {

    private Rooms() {}

    static float[] of(float[] present, int size) {
        return present.length == size ? present : new float[size];
    }

    static double[] of(double[] present, int size) {
        return present.length == size ? present : new double[size];
    }
}
