package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.RowLoss;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Scores answers by a job's loss and metrics, which have the same names everywhere. */
public final class Scoring {

    private static final List<String> OF_CLASSES = List.of("accuracy", "auc", "f1", "precision", "recall", "mse");
    private static final List<String> OF_EXAMPLES = List.of("mse", "mae");
    private static final List<String> OF_LABELS =
            List.of("accuracy", "exactMatch", "auc", "f1", "precision", "recall", "mse");
    private static final List<String> OF_TEXTS = List.of("accuracy", "perplexity");
    private static final List<String> OF_VALUES = List.of("mae", "rmse", "r2", "mse");

    private final TargetCodec codec;
    private final RowLoss loss;
    private final Set<String> names = new LinkedHashSet<>();
    private final Optional<HeadScores> heads;
    private @Nullable Answers counted;
    private @Nullable ClassScores classScores;

    /** The scores of what a job trains. */
    public static Scoring of(TargetCodec codec, Training training) {
        return codec instanceof TargetCodec.Several several
                ? new Scoring(several, HeadScores.of(several, training))
                : new Scoring(codec, training.loss(), training.metrics());
    }

    private Scoring(TargetCodec.Several codec, HeadScores heads) {
        this.codec = codec;
        this.loss = heads.loss();
        this.heads = Optional.of(heads);
    }

    public Scoring(TargetCodec codec, Loss loss, List<String> metrics) {
        this.codec = codec;
        this.loss = RowLoss.of(loss);
        this.heads = Optional.empty();
        names.addAll(usual());
        List<String> known = known(codec);
        for (String metric : metrics) {
            if (!known.contains(metric)) {
                throw new JobFailed(
                        "data_invalid",
                        "there is no metric %s here; there are: %s".formatted(metric, String.join(", ", known)),
                        "leave it out of training.metrics",
                        List.of(Remedy.removing("Watch the usual metrics", "/training/metrics")));
            }
            names.add(metric);
        }
    }

    /** Whether texts are answered. */
    public boolean isOfTexts() {
        return codec instanceof TargetCodec.Tokens;
    }

    /** The metrics that can be told of what is answered. */
    static List<String> known(TargetCodec codec) {
        if (codec instanceof TargetCodec.Tokens) {
            return OF_TEXTS;
        }
        if (codec instanceof TargetCodec.Labels) {
            return OF_LABELS;
        }
        if (codec instanceof TargetCodec.Example) {
            return OF_EXAMPLES;
        }
        return codec instanceof TargetCodec.Classes ? OF_CLASSES : OF_VALUES;
    }

    private List<String> usual() {
        if (rebuilds()) {
            return OF_EXAMPLES;
        }
        return codec instanceof TargetCodec.Values ? List.of("mae", "rmse", "r2") : List.of("accuracy");
    }

    /** Whether the examples themselves are answered. */
    public boolean rebuilds() {
        return codec instanceof TargetCodec.Example;
    }

    /** The mean loss, each row counting its weight. */
    public double loss(Answers answers, float @Nullable [] weights) {
        return answers.meanLoss(loss, weights);
    }

    /** The examples of a part that cost most, the worst first. */
    public List<Evaluation.Hardest> hardest(Part part, Answers answers) {
        return HardestRows.of(part, answers, codec, answers.losses(loss));
    }

    /** The metrics watched while training, by name; null where one cannot be told. */
    public Map<String, @Nullable Double> metrics(Answers answers) {
        return heads.isPresent() ? heads.get().metrics(answers) : metrics(answers, names);
    }

    /** Everything there is to say at the end. */
    public Map<String, @Nullable Double> allMetrics(Answers answers) {
        if (heads.isPresent()) {
            return heads.get().allMetrics(answers);
        }
        Set<String> all = new LinkedHashSet<>(known(codec));
        if (!rebuilds()) {
            all.remove("mse");
        }
        all.addAll(names);
        return metrics(answers, all);
    }

    private Map<String, @Nullable Double> metrics(Answers answers, Collection<String> wanted) {
        Function<String, @Nullable Double> metric = metric(answers);
        Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
        for (String name : wanted) {
            metrics.put(name, metric.apply(name));
        }
        return metrics;
    }

    private Function<String, @Nullable Double> metric(Answers answers) {
        if (isOfTexts()) {
            return TokenScores.of(answers).metrics()::get;
        }
        if (codec instanceof TargetCodec.Labels labels) {
            return ofLabels(labels, answers);
        }
        return codec instanceof TargetCodec.Classes classes ? ofClasses(classes, answers) : ofValues(answers);
    }

    private static Function<String, @Nullable Double> ofLabels(TargetCodec.Labels codec, Answers answers) {
        LabelScores scores = new LabelScores(codec, answers);
        return name -> switch (name) {
            case "accuracy" -> scores.accuracy();
            case "exactMatch" -> scores.exactMatch();
            case "auc" -> scores.auc();
            case "f1" -> scores.f1();
            case "precision" -> scores.precision();
            case "recall" -> scores.recall();
            default -> answers.meanSquaredError();
        };
    }

    private Function<String, @Nullable Double> ofClasses(TargetCodec.Classes codec, Answers answers) {
        ClassScores scores = classScores(codec, answers);
        return name -> switch (name) {
            case "accuracy" -> scores.accuracy();
            case "auc" -> scores.auc();
            case "f1" -> scores.f1();
            case "precision" -> scores.precision();
            case "recall" -> scores.recall();
            default -> answers.meanSquaredError();
        };
    }

    /** Metrics and report of the same answers are counted once. */
    @SuppressWarnings("ReferenceEquality") // the same, not equal ones
    private ClassScores classScores(TargetCodec.Classes codec, Answers answers) {
        ClassScores scores = classScores;
        if (scores == null || counted != answers) {
            scores = new ClassScores(codec, answers);
            classScores = scores;
            counted = answers;
        }
        return scores;
    }

    private Function<String, @Nullable Double> ofValues(Answers answers) {
        if (rebuilds()) {
            return name -> name.equals("mse") ? answers.meanSquaredError() : answers.meanAbsoluteError();
        }
        ValueScores scores = new ValueScores((TargetCodec.Values) codec, answers);
        return name -> switch (name) {
            case "mae" -> scores.mae();
            case "rmse" -> scores.rmse();
            case "r2" -> scores.r2();
            default -> scores.mse();
        };
    }

    /** The report on one part. */
    public Evaluation.Report report(Answers answers) {
        if (heads.isPresent()) {
            return heads.get().report(answers);
        }
        if (rebuilds() || isOfTexts()) {
            return new Evaluation.Report(answers.rows(), null, null);
        }
        if (codec instanceof TargetCodec.Labels labels) {
            return new Evaluation.Report(answers.rows(), null, null, new LabelScores(labels, answers).report());
        }
        return codec instanceof TargetCodec.Classes classes
                ? new Evaluation.Report(
                        answers.rows(), classScores(classes, answers).report(), null)
                : new Evaluation.Report(
                        answers.rows(), null, new ValueScores((TargetCodec.Values) codec, answers).report());
    }
}
