package dev.trainyard.trainer.loop;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.score.Answers;
import dev.trainyard.trainer.score.Scoring;
import dev.trainyard.trainer.score.TextScores;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scores of a network that learns a target: its loss and its metrics. */
public final class SupervisedScores implements EpochScores {

    private final Engine engine;
    private final Part train;
    private final Part validation;
    private final Scoring scoring;
    private final float @Nullable [] weights;
    private final int[] sample;
    private final int[] watched;

    public SupervisedScores(ResolvedJob job, Prepared data, Engine engine) {
        Training training = job.training();
        this.engine = engine;
        this.train = data.train();
        this.validation = data.validation();
        this.scoring = Scoring.of(data.codec().ofOne(), training);
        this.weights = ClassWeighing.of(train, training.classWeights());
        boolean wide = scoring.isOfTexts() || scoring.rebuilds();
        int most = wide ? Math.min(MOST_TRAINING_ROWS, TextScores.piece(train)) : MOST_TRAINING_ROWS;
        this.sample = EpochScores.sample(train, most, training.seed());
        this.watched = wide && !validation.isEmpty()
                ? EpochScores.sample(validation, TextScores.piece(validation), training.seed())
                : validation.order();
    }

    @Override
    public Map<String, @Nullable Double> ofUntrained() {
        Answers answers = Answers.of(engine, train, sample);
        float[] weighed = EpochOrder.pick(weights, train.targets().steps(), sample, 0, sample.length);
        return series(scoring.loss(answers, weighed), answers);
    }

    @Override
    public Optional<Map<String, @Nullable Double>> after(int epoch, double trainLoss) {
        Answers answers = Answers.of(engine, train, sample);
        return answers.areFinite() ? Optional.of(series(trainLoss, answers)) : Optional.empty();
    }

    private Map<String, @Nullable Double> series(double trainLoss, Answers answers) {
        Map<String, @Nullable Double> series = new LinkedHashMap<>();
        series.put("train/loss", EpochScores.finite(trainLoss));
        scoring.metrics(answers).forEach((name, value) -> series.put("train/" + name, EpochScores.finite(value)));
        if (!validation.isEmpty()) {
            Answers seen = Answers.of(engine, validation, watched);
            series.put("validation/loss", EpochScores.finite(scoring.loss(seen, null)));
            scoring.metrics(seen).forEach((name, value) -> series.put("validation/" + name, EpochScores.finite(value)));
        }
        return series;
    }
}
