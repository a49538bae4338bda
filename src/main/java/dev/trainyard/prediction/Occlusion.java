package dev.trainyard.prediction;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explains numbers by what they become when a part of the example is covered (Zeiler and Fergus 2014).
 *
 * @param examples those of a call
 * @param place that of the one among them
 */
record Occlusion(ExampleReader reader, List<? extends @Nullable Object> examples, Encoded encoded, int place) {

    static final int MOST_ROWS = 100;
    static final int MOST_OTHERS = 16;
    private static final int MOST_COLUMNS = 1000;
    private static final int MOST_CLIPS = 4;
    private static final int MOST_TOLD = 1000;

    /** 64 MB: what the heat maps of a call hold. */
    private static final int MOST_PIXELS = 8_000_000;

    /** 4 MB: what is asked of covered examples at once. */
    private static final int MOST_NUMBERS = 1 << 20;

    /** Drawn orders are the same in every call, so that a row has one explanation. */
    private static final long SEED = 1;

    /** @throws Problem {@code not_available}, {@code too_large} */
    List<Explanation> explain(Told told) {
        checkNumbers(told.names().size());
        if (reader instanceof RowReader rows && examples.get(place) instanceof Map<?, ?> row) {
            checkCount(examples.size(), MOST_ROWS);
            return columns(rows, row, told);
        }
        if (reader instanceof PictureReader pictures) {
            checkCount(examples.size(), MOST_OTHERS);
            int width = pictures.encoder().width();
            checkPixels(pictures.encoder().form().size(), 1, told);
            return heatMaps(
                    pictures.encoder(), Arrays.copyOfRange(encoded.values(), place * width, (place + 1) * width), told);
        }
        if (reader instanceof SequenceReader sequences) {
            checkCount(examples.size(), MOST_OTHERS);
            return parts(Covering.ofSteps(sequences, encoded, place), told);
        }
        if (reader instanceof TextReader texts && examples.get(place) instanceof String text) {
            checkCount(examples.size(), MOST_OTHERS);
            return parts(Covering.ofTokens(texts, text, encoded, place), told);
        }
        if (reader instanceof BagReader bags && examples.get(place) instanceof String text) {
            checkCount(examples.size(), MOST_OTHERS);
            return parts(CoveredWords.of(bags, text), told);
        }
        if (reader instanceof ClipReader clips) {
            checkCount(examples.size(), MOST_CLIPS);
            ClipMaps maps = new ClipMaps(clips.encoder(), encoded, place);
            checkPixels(clips.encoder().frame().form().size(), maps.length(), told);
            return maps.of(told);
        }
        throw Problem.notAvailable(
                "explanations are for rows, pictures, clips, sequences and texts; this model reads %s: leave explain out"
                        .formatted(reader.field()));
    }

    /** @throws Problem {@code too_large} */
    static void checkCount(int examples, int most) {
        if (examples > most) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    "the call has %d examples; one call explains at most %d: send several".formatted(examples, most));
        }
    }

    private static void checkNumbers(int numbers) {
        if (numbers > MOST_TOLD) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    "the answer to an example tells %d numbers; at most %d are explained: send shorter sequences"
                            .formatted(numbers, MOST_TOLD));
        }
    }

    /** Looks before memory is taken: each number that is told has a map of each picture. */
    private void checkPixels(PictureSize size, int frames, Told told) {
        long pixels =
                (long) size.height() * size.width() * frames * told.names().size();
        if (examples.size() * pixels > MOST_PIXELS) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "the heat maps of an example, one for each of %,d numbers, have %,d pixels; those of one call have at most %,d: send fewer examples at once, or shorter ones",
                            told.names().size(),
                            pixels,
                            MOST_PIXELS));
        }
    }

    private List<Explanation> columns(RowReader rows, Map<?, ?> row, Told told) {
        Map<String, @Nullable Object> covered = rows.covered();
        List<String> names = List.copyOf(covered.keySet());
        if (names.size() > MOST_COLUMNS) {
            throw Problem.notAvailable("explanations are for up to %d columns; this model reads %d: leave explain out"
                    .formatted(MOST_COLUMNS, names.size()));
        }
        ShapleyValues shapley = ShapleyValues.of(names.size(), SEED, sets -> {
            List<Map<String, @Nullable Object>> some = new ArrayList<>();
            sets.forEach(columns -> some.add(uncovered(row, covered, names, columns)));
            Encoded encoded = rows.read(some, new RowFindings(rows.field()));
            return told.of(encoded, some.size());
        });
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < told.names().size(); i++) {
            explanations.add(new Explanation.Columns(
                    told.names().get(i),
                    shapley.base()[i],
                    shapley.told()[i],
                    named(names, shapley.values()[i]),
                    named(names, shapley.errors()[i]),
                    shapley.orders()));
        }
        return explanations;
    }

    private static Map<String, @Nullable Object> uncovered(
            Map<?, ?> row, Map<String, @Nullable Object> covered, List<String> names, boolean[] told) {
        Map<String, @Nullable Object> some = new LinkedHashMap<>(covered);
        for (int i = 0; i < told.length; i++) {
            if (told[i]) {
                some.put(names.get(i), row.get(names.get(i)));
            }
        }
        return some;
    }

    private static Map<String, Double> named(List<String> names, double[] values) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(names.get(i), values[i]);
        }
        return named;
    }

    private List<Explanation> parts(Covered covering, Told told) {
        ShapleyValues shapley = ShapleyValues.of(covering.parts(), SEED, sets -> toldInTurn(covering, sets, told));
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < told.names().size(); i++) {
            explanations.add(new Explanation.Parts(
                    told.names().get(i),
                    shapley.base()[i],
                    shapley.told()[i],
                    covering.explained(shapley.values()[i], shapley.errors()[i]),
                    shapley.orders()));
        }
        return explanations;
    }

    /** Asks for some at a time, for sequences may be long. */
    private double[][] toldInTurn(Covered covering, List<boolean[]> sets, Told told) {
        int most = Math.max(1, MOST_NUMBERS / covering.width());
        double[][] all = new double[sets.size()][];
        for (int from = 0; from < sets.size(); from += most) {
            List<boolean[]> some = sets.subList(from, Math.min(sets.size(), from + most));
            System.arraycopy(told.of(covering.covered(some), some.size()), 0, all, from, some.size());
        }
        return all;
    }

    private List<Explanation> heatMaps(PictureEncoder encoder, float[] picture, Told told) {
        OcclusionMap map = new OcclusionMap(encoder.form().size());
        double[] whole = told.of(new Encoded(picture, null), 1)[0];
        double[][] falls = map.falls(picture, whole, (covered, count) -> told.of(new Encoded(covered, null), count));
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < told.names().size(); i++) {
            explanations.add(new Explanation.HeatMap(
                    told.names().get(i),
                    whole[i],
                    map.square(),
                    OcclusionMap.largest(falls[i]),
                    map.painted(falls[i])));
        }
        return explanations;
    }
}
