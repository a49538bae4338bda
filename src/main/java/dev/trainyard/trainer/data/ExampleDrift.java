package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnDrift;
import dev.trainyard.bundle.ColumnProfile;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.trainer.engine.EncodedRows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the test examples that are no rows of columns against the training examples: pictures by their {@code brightness} and
 * {@code contrast}, mean and standard deviation of their light from 0 to 1; texts by their {@code tokens}, as many as are read,
 * and by the share of {@code unknown tokens} among them.
 */
public final class ExampleDrift {

    private static final int MOST = 5_000;
    private static final int TOGETHER = 100;
    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.25, 0.5);

    private ExampleDrift() {}

    /** What is told of each example of a batch: two numbers. */
    private interface Measure {
        void of(EncodedRows batch, int from, double[] first, double[] second);
    }

    /** None where examples are something else. */
    public static List<ColumnDrift> of(Prepared data) {
        if (data.encoder() instanceof PictureEncoder pictures) {
            return compared(data, "brightness", "contrast", null, (batch, from, means, spreads) -> {
                for (int i = 0; i < batch.rows(); i++) {
                    light(picture(pictures, batch, i), from + i, means, spreads);
                }
            });
        }
        return data.encoder() instanceof TextEncoder
                ? compared(data, "tokens", "unknown tokens", SHARES, ExampleDrift::tokens)
                : List.of();
    }

    private static float[] picture(PictureEncoder pictures, EncodedRows batch, int place) {
        int width = batch.width();
        return pictures.brightness(Arrays.copyOfRange(batch.values(), place * width, (place + 1) * width));
    }

    private static void light(float[] pixels, int place, double[] means, double[] spreads) {
        double sum = 0;
        double squares = 0;
        for (float pixel : pixels) {
            sum += pixel;
            squares += (double) pixel * pixel;
        }
        means[place] = sum / pixels.length;
        spreads[place] = Math.sqrt(Math.max(0, squares / pixels.length - means[place] * means[place]));
    }

    private static void tokens(EncodedRows batch, int from, double[] counts, double[] unknown) {
        int[] lengths = TokenRows.lengths(batch);
        for (int i = 0; i < lengths.length; i++) {
            int strange = 0;
            for (int token = 0; token < lengths[i]; token++) {
                strange += batch.values()[i * batch.width() + token] == Vocabulary.UNKNOWN ? 1 : 0;
            }
            counts[from + i] = lengths[i];
            unknown[from + i] = lengths[i] == 0 ? 0 : (double) strange / lengths[i];
        }
    }

    /** @param edges of the bins of the second number, null for those that hold about as many training examples each */
    private static List<ColumnDrift> compared(
            Prepared data, String first, String second, @Nullable List<Double> edges, Measure measure) {
        double[][] training = measured(data.train(), measure);
        double[][] here = measured(data.test(), measure);
        ColumnProfile profile = edges == null
                ? Profiles.ofNumbers(second, training[1])
                : Profiles.ofNumbers(second, training[1], edges);
        return List.of(
                Profiles.drift(Profiles.ofNumbers(first, training[0]), here[0]), Profiles.drift(profile, here[1]));
    }

    private static double[][] measured(Part part, Measure measure) {
        int[] chosen = evenly(part.order());
        double[][] measured = new double[2][chosen.length];
        for (int from = 0; from < chosen.length; from += TOGETHER) {
            int to = Math.min(chosen.length, from + TOGETHER);
            measure.of(part.features().gather(chosen, from, to), from, measured[0], measured[1]);
        }
        return measured;
    }

    private static int[] evenly(int[] order) {
        int step = (order.length + MOST - 1) / MOST;
        int[] some = new int[step == 0 ? 0 : (order.length + step - 1) / step];
        Arrays.setAll(some, i -> order[i * step]);
        return some;
    }
}
