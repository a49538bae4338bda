package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Training;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.EncodedRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What each training row counts, and where each step of an example is answered, what each step does. */
final class ClassWeighing {

    private static final int PADDING = -1;

    private ClassWeighing() {}

    /**
     * Weighs each class by {@code answers / (classes · answers of the class)}.
     *
     * @return {@code [examples, steps]}; null when each counts 1
     */
    static float @Nullable [] of(Part part, Training.@Nullable ClassWeights weights) {
        if (weights == null) {
            return null;
        }
        int width = part.targets().width() / part.targets().steps();
        int[] classes = classes(part, width);
        int[] counts = new int[width == 1 ? 2 : width];
        Arrays.stream(classes).filter(place -> place != PADDING).forEach(place -> counts[place]++);
        float answers = Arrays.stream(counts).sum();
        float[] weighed = new float[classes.length];
        for (int i = 0; i < classes.length; i++) {
            weighed[i] = classes[i] == PADDING ? 0 : answers / ((float) counts.length * counts[classes[i]]);
        }
        return weighed;
    }

    private static int[] classes(Part part, int width) {
        int steps = part.targets().steps();
        int[] classes = new int[Math.multiplyExact(part.rows(), steps)];
        int[] order = part.order();
        for (int row = 0; row < part.rows(); row++) {
            EncodedRows one = part.targets().gather(order, row, row + 1);
            int real = one.lengths() == null ? steps : one.lengths()[0];
            for (int step = 0; step < steps; step++) {
                classes[row * steps + step] = step < real ? place(one.values(), step * width, width) : PADDING;
            }
        }
        return classes;
    }

    private static int place(float[] target, int at, int width) {
        if (width == 1) {
            return target[at] > 0.5f ? 1 : 0;
        }
        int place = 0;
        while (target[at + place] < 0.5f) {
            place++;
        }
        return place;
    }
}
