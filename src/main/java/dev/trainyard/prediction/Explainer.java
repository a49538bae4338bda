package dev.trainyard.prediction;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.prediction.Servable.Read;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains answers by what they become when a part of the example is covered (Zeiler and Fergus 2014). */
record Explainer(ExampleReader reader, AnswerDecoder decoder, OnnxNetwork network) {

    private static final int MOST_ROWS = 100;
    private static final int MOST_COLUMNS = 1000;
    private static final int MOST_PICTURES = 16;
    private static final int MOST_SEQUENCES = 16;
    private static final int MOST_CLIPS = 4;
    private static final int MOST_TOLD = 1000;

    /** 4 MB: what is asked of covered examples at once. */
    private static final int MOST_NUMBERS = 1 << 20;

    /** Drawn orders are the same in every call, so that a row has one explanation. */
    private static final long SEED = 1;

    /**
     * An explanation of each number that each example was answered with.
     *
     * @param read the examples, encoded
     * @throws Problem {@code not_available}, {@code too_large}
     */
    List<List<Explanation>> explain(
            List<? extends @Nullable Object> examples, Read read, List<Prediction> predictions) {
        List<List<Explanation>> explanations = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            explanations.add(explain(examples, read, predictions, i));
        }
        return explanations;
    }

    private List<Explanation> explain(
            List<? extends @Nullable Object> examples, Read read, List<Prediction> predictions, int place) {
        List<ToldNumber> numbers = ToldNumber.of(predictions.get(place));
        checkNumbers(numbers.size());
        if (reader instanceof RowReader rows && examples.get(place) instanceof Map<?, ?> row) {
            checkCount(examples.size(), MOST_ROWS);
            return columns(rows, row, numbers);
        }
        if (reader instanceof PictureReader pictures) {
            checkCount(examples.size(), MOST_PICTURES);
            int width = pictures.encoder().width();
            float[] picture = Arrays.copyOfRange(read.encoded().values(), place * width, (place + 1) * width);
            return heatMaps(pictures.encoder(), picture, numbers);
        }
        if (reader instanceof SequenceReader sequences) {
            checkCount(examples.size(), MOST_SEQUENCES);
            return parts(Covering.ofSteps(sequences, read.encoded(), place), numbers);
        }
        if (reader instanceof TextReader texts && examples.get(place) instanceof String text) {
            checkCount(examples.size(), MOST_SEQUENCES);
            return parts(Covering.ofTokens(texts, text, read.encoded(), place), numbers);
        }
        if (reader instanceof BagReader bags && examples.get(place) instanceof String text) {
            checkCount(examples.size(), MOST_SEQUENCES);
            return parts(CoveredWords.of(bags, text), numbers);
        }
        if (reader instanceof ClipReader clips) {
            checkCount(examples.size(), MOST_CLIPS);
            return new ClipMaps(clips.encoder(), read.encoded(), place).of(numbers, this::told);
        }
        throw Problem.notAvailable(
                "explanations are for rows, pictures, clips, sequences and texts; this model reads %s: leave explain out"
                        .formatted(reader.field()));
    }

    private static void checkCount(int examples, int most) {
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

    private List<Explanation> columns(RowReader rows, Map<?, ?> row, List<ToldNumber> numbers) {
        Map<String, @Nullable Object> covered = rows.covered();
        List<String> names = List.copyOf(covered.keySet());
        if (names.size() > MOST_COLUMNS) {
            throw Problem.notAvailable("explanations are for up to %d columns; this model reads %d: leave explain out"
                    .formatted(MOST_COLUMNS, names.size()));
        }
        ShapleyValues shapley = ShapleyValues.of(names.size(), SEED, told -> {
            List<Map<String, @Nullable Object>> some = new ArrayList<>();
            told.forEach(columns -> some.add(uncovered(row, covered, names, columns)));
            Encoded encoded = rows.read(some, new RowFindings(rows.field()));
            return told(encoded, some.size(), numbers);
        });
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            explanations.add(new Explanation.Columns(
                    numbers.get(i).name(),
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

    private List<Explanation> parts(Covered covering, List<ToldNumber> numbers) {
        ShapleyValues shapley = ShapleyValues.of(covering.parts(), SEED, told -> toldInTurn(covering, told, numbers));
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            explanations.add(new Explanation.Parts(
                    numbers.get(i).name(),
                    shapley.base()[i],
                    shapley.told()[i],
                    covering.explained(shapley.values()[i], shapley.errors()[i]),
                    shapley.orders()));
        }
        return explanations;
    }

    /** Asks for some at a time, for sequences may be long. */
    private double[][] toldInTurn(Covered covering, List<boolean[]> told, List<ToldNumber> numbers) {
        int most = Math.max(1, MOST_NUMBERS / covering.width());
        double[][] all = new double[told.size()][];
        for (int from = 0; from < told.size(); from += most) {
            List<boolean[]> some = told.subList(from, Math.min(told.size(), from + most));
            System.arraycopy(told(covering.covered(some), some.size(), numbers), 0, all, from, some.size());
        }
        return all;
    }

    /** The numbers that encoded examples are answered with. */
    private double[][] told(Encoded encoded, int rows, List<ToldNumber> numbers) {
        List<Prediction> answers = decoder.decode(network.answer(encoded, rows), encoded.lengths(), rows);
        double[][] told = new double[rows][numbers.size()];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < numbers.size(); i++) {
                told[row][i] = finite(numbers.get(i).in(answers.get(row)));
            }
        }
        return told;
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw Interior.refused(
                    "/explain", "not_a_number", "the model answers no finite number, which cannot be explained");
        }
        return number;
    }

    private List<Explanation> heatMaps(PictureEncoder encoder, float[] picture, List<ToldNumber> numbers) {
        OcclusionMap map = new OcclusionMap(encoder.form().size());
        double[] whole = told(new Encoded(picture, null), 1, numbers)[0];
        double[][] falls =
                map.falls(picture, whole, (covered, count) -> told(new Encoded(covered, null), count, numbers));
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            explanations.add(new Explanation.HeatMap(
                    numbers.get(i).name(),
                    whole[i],
                    map.square(),
                    OcclusionMap.largest(falls[i]),
                    map.painted(falls[i])));
        }
        return explanations;
    }
}
