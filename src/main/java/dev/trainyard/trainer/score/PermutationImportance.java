package dev.trainyard.trainer.score;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what each column counts by dealing its cells out anew among the rows (Breiman 2001); features that are derived
 * of the column follow it. Rows are those of the test part, else those watched, else those trained on.
 */
public final class PermutationImportance {

    static final int REPEATS = 5;
    private static final int MOST_ROWS = 500;
    private static final int MOST_COLUMNS = 50;
    private static final long PURPOSE = 5_000_000_000L;

    private final Engine engine;
    private final Scoring scoring;
    private final FeatureEncoder encoder;
    private final long seed;
    private final EncodedRows rows;
    private final EncodedRows targets;

    private PermutationImportance(
            Engine engine, Scoring scoring, FeatureEncoder encoder, long seed, EncodedRows rows, EncodedRows targets) {
        this.engine = engine;
        this.scoring = scoring;
        this.encoder = encoder;
        this.seed = seed;
        this.rows = rows;
        this.targets = targets;
    }

    /** Empty where examples are no rows of columns, or of more than {@value #MOST_COLUMNS}. */
    public static Optional<Evaluation.Importance> of(Engine engine, Prepared data, Scoring scoring, long seed) {
        if (!(data.encoder() instanceof FeatureEncoder encoder)
                || encoder.columns().size() > MOST_COLUMNS
                || data.train().features().width() != encoder.width()
                || data.train().targets().steps() > 1
                || scoring.isOfTexts()
                || scoring.rebuilds()) {
            return Optional.empty();
        }
        Part part =
                !data.test().isEmpty() ? data.test() : !data.validation().isEmpty() ? data.validation() : data.train();
        int[] chosen = chosen(part, seed);
        EncodedRows rows = part.features().gather(chosen, 0, chosen.length);
        EncodedRows targets = part.targets().gather(chosen, 0, chosen.length);
        return Optional.of(
                new PermutationImportance(engine, scoring, encoder, seed, rows, targets).measure(part.name()));
    }

    private static int[] chosen(Part part, long seed) {
        int[] order = part.order();
        if (order.length > MOST_ROWS) {
            new SeededRandom(seed, PURPOSE).shuffle(order);
            order = Arrays.copyOf(order, MOST_ROWS);
            Arrays.sort(order);
        }
        return order;
    }

    private Evaluation.Importance measure(String part) {
        double loss = loss(rows.values());
        List<Evaluation.ColumnImportance> columns = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < encoder.columns().size(); i++) {
            ColumnEncoder column = encoder.columns().get(i);
            double[] rises = new double[REPEATS];
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                long purpose = PURPOSE + 1 + (long) i * REPEATS + repeat;
                rises[repeat] = loss(dealtOut(at, column.width(), new SeededRandom(seed, purpose))) - loss;
            }
            columns.add(new Evaluation.ColumnImportance(column.name(), mean(rises), std(rises)));
            at += column.width();
        }
        columns.sort(Comparator.comparingDouble((Evaluation.ColumnImportance column) -> -column.importance())
                .thenComparing(Evaluation.ColumnImportance::column));
        return new Evaluation.Importance(part, rows.rows(), REPEATS, loss, columns);
    }

    private double loss(float[] values) {
        float[] answers = engine.predict(new EncodedRows(rows.rows(), values));
        return scoring.loss(new Answers(rows.rows(), targets.width(), answers, targets.values()), null);
    }

    private float[] dealtOut(int from, int width, SeededRandom random) {
        int[] giver = new int[rows.rows()];
        Arrays.setAll(giver, i -> i);
        random.shuffle(giver);
        float[] values = rows.values().clone();
        for (int row = 0; row < giver.length; row++) {
            System.arraycopy(
                    rows.values(), giver[row] * encoder.width() + from, values, row * encoder.width() + from, width);
        }
        if (!encoder.derived().isEmpty()) {
            deriveAgain(values);
        }
        return values;
    }

    private void deriveAgain(float[] values) {
        Map<String, Place> numbers = numbers();
        for (int row = 0; row < rows.rows(); row++) {
            int at = row * encoder.width();
            encoder.derive(name -> value(numbers.get(name), values, at), values, at);
        }
    }

    /** Where a column of numbers stands in a row, and how it was encoded. */
    private record Place(int at, ColumnEncoder.Numeric encoder) {}

    private Map<String, Place> numbers() {
        Map<String, Place> places = new HashMap<>();
        int at = 0;
        for (ColumnEncoder column : encoder.columns()) {
            if (column instanceof ColumnEncoder.Numeric numeric) {
                places.put(column.name(), new Place(at, numeric));
            }
            at += column.width();
        }
        return places;
    }

    private static double value(@org.jspecify.annotations.Nullable Place place, float[] values, int row) {
        return place == null ? Double.NaN : place.encoder().decode(values[row + place.at()]);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double std(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
