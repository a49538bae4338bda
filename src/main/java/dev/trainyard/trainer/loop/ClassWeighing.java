package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Training;
import dev.trainyard.trainer.data.Part;
import org.jspecify.annotations.Nullable;

/** What each training row counts. */
final class ClassWeighing {

    private ClassWeighing() {}

    /** Weighs each class by {@code rows / (classes · rows of the class)}; null when each row counts 1. */
    static float @Nullable [] of(Part part, Training.@Nullable ClassWeights weights) {
        if (weights == null) {
            return null;
        }
        int width = part.targets().width();
        int[] classes = new int[part.rows()];
        int[] counts = new int[width == 1 ? 2 : width];
        int[] order = part.order();
        for (int row = 0; row < classes.length; row++) {
            classes[row] = place(part.targets().gather(order, row, row + 1).values());
            counts[classes[row]]++;
        }
        float[] weighed = new float[classes.length];
        for (int row = 0; row < classes.length; row++) {
            weighed[row] = (float) classes.length / ((float) counts.length * counts[classes[row]]);
        }
        return weighed;
    }

    private static int place(float[] target) {
        if (target.length == 1) {
            return target[0] > 0.5f ? 1 : 0;
        }
        int place = 0;
        while (target[place] < 0.5f) {
            place++;
        }
        return place;
    }
}
