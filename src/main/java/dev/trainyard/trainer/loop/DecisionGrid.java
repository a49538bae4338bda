package dev.trainyard.trainer.loop;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.TrainerEvent.Sampled;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a network of two numeric features answers all over the plane that its training rows lie in. */
public final class DecisionGrid {

    static final int SIZE = 50;
    private static final String KIND = "decision-grid";
    private static final int PICTURES = 20;
    private static final MathContext DIGITS = new MathContext(4);

    private final FeatureEncoder encoder;
    private final ColumnEncoder.Numeric x;
    private final ColumnEncoder.Numeric y;
    private final TargetCodec codec;
    private final int every;

    private DecisionGrid(FeatureEncoder encoder, TargetCodec codec, int epochs) {
        this.encoder = encoder;
        this.x = (ColumnEncoder.Numeric) encoder.columns().get(0);
        this.y = (ColumnEncoder.Numeric) encoder.columns().get(1);
        this.codec = codec;
        this.every = Math.max(1, epochs / PICTURES);
    }

    /** The grid of a job of two numeric features and one target; others have none. */
    public static Optional<DecisionGrid> of(Prepared data, int epochs) {
        boolean oneTarget = data.codec() instanceof TargetCodec.Classes
                || (data.codec() instanceof TargetCodec.Values && data.codec().width() == 1);
        return oneTarget
                        && data.encoder() instanceof FeatureEncoder encoder
                        && encoder.columns().size() == 2
                        && encoder.columns().stream().allMatch(ColumnEncoder.Numeric.class::isInstance)
                ? Optional.of(new DecisionGrid(encoder, data.codec(), epochs))
                : Optional.empty();
    }

    /** The grid after an epoch, if that is one of some twenty, evenly over the training. */
    public Optional<TrainerEvent> after(int epoch, long iteration, Engine engine) {
        return epoch % every == 0 ? Optional.of(draw(epoch, iteration, engine)) : Optional.empty();
    }

    /** Row by row from the smallest {@code y}, each from the smallest {@code x}. */
    private Sampled draw(int epoch, long iteration, Engine engine) {
        float[] answers = engine.predict(points());
        List<Object> values = new ArrayList<>(SIZE);
        for (int row = 0; row < SIZE; row++) {
            List<Object> line = new ArrayList<>(SIZE);
            for (int column = 0; column < SIZE; column++) {
                line.add(value(answers, (row * SIZE + column) * codec.width()));
            }
            values.add(line);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("x", axis(x));
        content.put("y", axis(y));
        content.putAll(meaning());
        content.put("values", values);
        return new Sampled(KIND, epoch, iteration, null, content);
    }

    private EncodedRows points() {
        int width = encoder.width();
        float[] points = new float[SIZE * SIZE * width];
        for (int i = 0; i < SIZE * SIZE; i++) {
            double atX = at(x, i % SIZE);
            double atY = at(y, i / SIZE);
            points[i * width] = x.encode(atX);
            points[i * width + 1] = y.encode(atY);
            encoder.derive(name -> name.equals(x.name()) ? atX : atY, points, i * width);
        }
        return new EncodedRows(SIZE * SIZE, points);
    }

    private static double at(ColumnEncoder.Numeric axis, int place) {
        return axis.min() + (axis.max() - axis.min()) * place / (SIZE - 1);
    }

    private static Map<String, Object> axis(ColumnEncoder.Numeric column) {
        return Map.of("column", column.name(), "min", column.min(), "max", column.max());
    }

    /** What a value of the grid is. */
    private Map<String, Object> meaning() {
        if (codec instanceof TargetCodec.Classes classes) {
            return isProbability(classes)
                    ? Map.of(
                            "target",
                            classes.name(),
                            "probabilityOf",
                            classes.categories().get(1))
                    : Map.of("target", classes.name(), "categories", classes.categories());
        }
        return Map.of("target", ((TargetCodec.Values) codec).columns().get(0).name());
    }

    private static boolean isProbability(TargetCodec.Classes classes) {
        return classes.categories().size() == 2;
    }

    /** A probability, the place of the likeliest class, or a number in the target's units. */
    private Number value(float[] answers, int at) {
        if (codec instanceof TargetCodec.Classes classes) {
            double[] probabilities = classes.probabilities(answers, at);
            return isProbability(classes) ? rounded(probabilities[1]) : Integer.valueOf(likeliest(probabilities));
        }
        return rounded(((TargetCodec.Values) codec).columns().get(0).decode(answers[at]));
    }

    private static int likeliest(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /** What is no number is drawn as 0: a network that diverges fails at the end of its epoch. */
    private static Number rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : 0;
    }
}
