package dev.trainyard.trainer.dl4j.fused;

/** Arrays that are used again while they are large enough. */
final class Rooms {

    private Rooms() {}

    static float[] of(float[] present, int count) {
        return present.length >= count ? present : new float[count];
    }

    static float[][] of(float[][] present, int steps, int count) {
        boolean enough = present.length >= steps && (steps == 0 || present[0].length >= count);
        return enough ? present : new float[steps][count];
    }

    static float[][][] of(float[][][] present, int steps, int gates, int count) {
        boolean enough = present.length >= steps && (steps == 0 || present[0][0].length >= count);
        return enough ? present : new float[steps][gates][count];
    }
}
