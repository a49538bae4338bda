package dev.trainyard.trainer.loop;

import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.score.Answers;
import dev.trainyard.trainer.score.Scoring;
import dev.trainyard.trainer.score.TextScores;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The series told at the end of an epoch: the network as it stands then, on training and validation rows. */
final class EpochScores {

    private static final int MOST_TRAINING_ROWS = 10_000;
    private static final long PURPOSE = 2;

    private final Engine engine;
    private final Part train;
    private final Part validation;
    private final Scoring scoring;
    private final float @Nullable [] weights;
    private final int[] sample;
    private final int[] watched;

    EpochScores(Engine engine, Prepared data, Scoring scoring, float @Nullable [] weights, long seed) {
        this.engine = engine;
        this.train = data.train();
        this.validation = data.validation();
        this.scoring = scoring;
        this.weights = weights;
        this.sample = sample(train, scoring, seed);
        this.watched = scoring.isOfTexts() ? sample(validation, scoring, seed) : validation.order();
    }

    /** All training rows, or a fixed sample of very many. */
    private static int[] sample(Part train, Scoring scoring, long seed) {
        int[] order = train.order();
        int most = scoring.isOfTexts() ? TextScores.piece(train) : MOST_TRAINING_ROWS;
        if (order.length <= most) {
            return order;
        }
        new SeededRandom(seed, PURPOSE).shuffle(order);
        int[] some = Arrays.copyOf(order, most);
        Arrays.sort(some);
        return some;
    }

    /** Before the first update: the loss, too, is that of the network as it stands. */
    Map<String, @Nullable Double> ofUntrained() {
        Answers answers = Answers.of(engine, train, sample);
        return series(scoring.loss(answers, EpochOrder.pick(weights, sample, 0, sample.length)), answers);
    }

    /**
     * After an epoch; empty when the network no longer answers numbers.
     *
     * @param trainLoss mean over the epoch
     */
    Optional<Map<String, @Nullable Double>> after(double trainLoss) {
        Answers answers = Answers.of(engine, train, sample);
        return answers.areFinite() ? Optional.of(series(trainLoss, answers)) : Optional.empty();
    }

    private Map<String, @Nullable Double> series(double trainLoss, Answers answers) {
        Map<String, @Nullable Double> series = new LinkedHashMap<>();
        series.put("train/loss", finite(trainLoss));
        scoring.metrics(answers).forEach((name, value) -> series.put("train/" + name, finite(value)));
        if (!validation.isEmpty()) {
            Answers seen = Answers.of(engine, validation, watched);
            series.put("validation/loss", finite(scoring.loss(seen, null)));
            scoring.metrics(seen).forEach((name, value) -> series.put("validation/" + name, finite(value)));
        }
        return series;
    }

    private static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }
}
