package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.engine.RowLoss;
import dev.trainyard.trainer.engine.WeightedLosses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Scores each of several outputs by itself; what is told of one is called after it, such as {@code price/mae}. */
record HeadScores(List<Head> heads, RowLoss loss) {

    /** An output, and where its numbers stand among all. */
    record Head(String name, int from, int width, Scoring scoring) {}

    static HeadScores of(TargetCodec.Several codec, Training training) {
        List<Head> heads = new ArrayList<>();
        List<WeightedLosses.Share> shares = new ArrayList<>();
        int from = 0;
        for (TargetCodec.Several.Head head : codec.heads()) {
            List<String> metrics = training.metrics().stream()
                    .filter(Scoring.known(head.codec())::contains)
                    .toList();
            int width = head.codec().width();
            heads.add(
                    new Head(head.name(), from, width, new Scoring(head.codec(), training.loss(head.name()), metrics)));
            shares.add(new WeightedLosses.Share(
                    RowLoss.of(training.loss(head.name())), width, training.lossWeight(head.name())));
            from += width;
        }
        return new HeadScores(heads, new WeightedLosses(shares));
    }

    Map<String, @Nullable Double> metrics(Answers answers) {
        return all(answers, Scoring::metrics);
    }

    Map<String, @Nullable Double> allMetrics(Answers answers) {
        return all(answers, Scoring::allMetrics);
    }

    private Map<String, @Nullable Double> all(
            Answers answers, BiFunction<Scoring, Answers, Map<String, @Nullable Double>> metrics) {
        Map<String, @Nullable Double> all = new LinkedHashMap<>();
        for (Head head : heads) {
            Answers own = answers.outputs(head.from(), head.width());
            all.put(head.name() + "/loss", head.scoring().loss(own, null));
            metrics.apply(head.scoring(), own).forEach((name, value) -> all.put(head.name() + "/" + name, value));
        }
        return all;
    }

    Evaluation.Report report(Answers answers) {
        Map<String, Evaluation.Report> reports = new LinkedHashMap<>();
        for (Head head : heads) {
            reports.put(head.name(), head.scoring().report(answers.outputs(head.from(), head.width())));
        }
        return new Evaluation.Report(answers.rows(), null, null, null, reports);
    }
}
