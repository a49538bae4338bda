package dev.trainyard.trainer.engine;

/**
 * Arrays of a few lengths that are used again and again: those of full batches, those of the short last one, and both
 * once more for the scores. Once each length has been met, nothing is made any more.
 */
public final class Room {

    private static final int LENGTHS = 4;

    private final float[][] kept = new float[LENGTHS][0];
    private int next;

    /** The array of that length; what is in it is left over from its last use. */
    public float[] of(int length) {
        for (float[] array : kept) {
            if (array.length == length) {
                return array;
            }
        }
        kept[next] = new float[length];
        float[] made = kept[next];
        next = (next + 1) % LENGTHS;
        return made;
    }
}
