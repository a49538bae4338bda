package dev.trainyard.prediction;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.plan.TextSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuilt example is off, and what of it: the mean squared error is a sum over the example's numbers, so each column,
 * pixel or word has its own share of it, exactly.
 *
 * @param shares of each number of the encoded example, which sum to the error
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record RebuildingError(double[] shares) {

    private static final String ERROR = "error";

    /** @param place that of the example among those that were read and rebuilt */
    static RebuildingError of(float[] read, float[] rebuilt, int place, int width) {
        double[] shares = new double[width];
        for (int i = 0; i < width; i++) {
            double error = (double) read[place * width + i] - rebuilt[place * width + i];
            shares[i] = Told.finite(error * error / width);
        }
        return new RebuildingError(shares);
    }

    private double sum() {
        return Arrays.stream(shares).sum();
    }

    /** @param example as the caller sent it */
    Explanation explained(InputEncoder encoder, @Nullable Object example) {
        if (encoder instanceof PictureEncoder pictures) {
            return pixels(pictures.form().size());
        }
        return encoder instanceof BagEncoder bag
                ? words(bag, String.valueOf(example))
                : columns((FeatureEncoder) encoder);
    }

    private Explanation columns(FeatureEncoder encoder) {
        Map<String, Double> columns = new LinkedHashMap<>();
        int at = 0;
        for (ColumnEncoder column : encoder.columns()) {
            columns.put(
                    column.name(),
                    Arrays.stream(shares, at, at + column.width()).sum());
            at += column.width();
        }
        for (FeatureEncoder.Derived derived : encoder.derived()) {
            columns.put(derived.encoder().name(), shares[at++]);
        }
        Map<String, Double> exact = new LinkedHashMap<>(columns);
        exact.replaceAll((column, share) -> 0.0);
        return new Explanation.Columns(ERROR, 0, sum(), columns, exact, 0);
    }

    private Explanation pixels(PictureSize size) {
        double[] pixels = new double[size.height() * size.width()];
        for (int i = 0; i < shares.length; i++) {
            pixels[i / size.channels()] += shares[i];
        }
        OcclusionMap map = new OcclusionMap(size);
        return new Explanation.HeatMap(ERROR, sum(), 1, OcclusionMap.largest(pixels), map.painted(pixels));
    }

    /** The words that the text has; the share of all others is what stands without them. */
    private Explanation words(BagEncoder bag, String text) {
        int[] words = Arrays.stream(new Tokenizer(bag.vocabulary()).numbers(text))
                .filter(bag.vocabulary()::isToken)
                .distinct()
                .toArray();
        List<Explanation.Part> parts = new ArrayList<>();
        double others = sum();
        for (int word : words) {
            double share = shares[word - TextSpec.RESERVED];
            parts.add(new Explanation.Part(parts.size(), 1, bag.vocabulary().token(word), share, 0));
            others -= share;
        }
        return new Explanation.Parts(ERROR, Math.max(0, others), sum(), parts, 0);
    }
}
