package dev.trainyard.trainer.score;

import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.Engine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scores a part whose examples are rebuilt, which as pictures are too many numbers to be held at once: piece by piece. */
public final class RebuiltScores {

    private RebuiltScores() {}

    /** The loss and every metric, which are means over all examples of a part, by name. */
    public static Map<String, Double> of(Engine engine, Part part, Scoring scoring) {
        Map<String, Double> sums = new LinkedHashMap<>();
        int[] order = part.order();
        int piece = TextScores.piece(part);
        for (int from = 0; from < order.length; from += piece) {
            int[] some = Arrays.copyOfRange(order, from, Math.min(order.length, from + piece));
            Answers answers = Answers.of(engine, part, some);
            double share = (double) some.length / order.length;
            sums.merge("loss", share * scoring.loss(answers, null), Double::sum);
            scoring.allMetrics(answers)
                    .forEach((name, value) ->
                            sums.merge(name, share * (value == null ? Double.NaN : value), Double::sum));
        }
        return sums;
    }
}
