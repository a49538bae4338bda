package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Evaluation.PerLabel;
import dev.trainyard.bundle.TargetCodec;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How well labels are told that an example may have several of; each is scored by itself. */
final class LabelScores {

    private final List<PerLabel> labels;
    private final double exactMatch;

    LabelScores(TargetCodec.Labels codec, Answers answers) {
        this.labels = IntStream.range(0, codec.labels().size())
                .mapToObj(i -> of(codec.labels().get(i), answers.output(i)))
                .toList();
        this.exactMatch = exactMatch(answers);
    }

    private static PerLabel of(TargetCodec.Classes label, Answers answers) {
        ClassScores scores = new ClassScores(label, answers);
        Evaluation.PerClass having = scores.report().classes().get(1);
        return new PerLabel(
                label.name(),
                having.rows(),
                scores.accuracy(),
                having.precision(),
                having.recall(),
                having.f1(),
                scores.auc());
    }

    private static double exactMatch(Answers answers) {
        return IntStream.range(0, answers.rows())
                        .filter(row -> IntStream.range(row * answers.width(), (row + 1) * answers.width())
                                .allMatch(i -> answers.outputs()[i] > 0.5f == answers.targets()[i] > 0.5f))
                        .count()
                / (double) answers.rows();
    }

    double accuracy() {
        return mean(PerLabel::accuracy);
    }

    double exactMatch() {
        return exactMatch;
    }

    double precision() {
        return mean(PerLabel::precision);
    }

    double recall() {
        return mean(PerLabel::recall);
    }

    double f1() {
        return mean(PerLabel::f1);
    }

    /** The mean over the labels that some rows have and some have not; null when there is none. */
    @Nullable
    Double auc() {
        double[] areas = labels.stream()
                .map(PerLabel::auc)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return areas.length == 0
                ? null
                : Double.valueOf(IntStream.range(0, areas.length)
                        .mapToDouble(i -> areas[i])
                        .average()
                        .orElse(0));
    }

    private double mean(ToDoubleFunction<PerLabel> of) {
        return labels.stream().mapToDouble(of).average().orElse(0);
    }

    Evaluation.MultiLabel report() {
        return new Evaluation.MultiLabel(accuracy(), exactMatch, precision(), recall(), f1(), auc(), labels);
    }
}
