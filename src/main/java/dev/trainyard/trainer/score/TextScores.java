package dev.trainyard.trainer.score;

import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.Engine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores a part whose answers are texts, which are too many numbers to be held at once: piece by piece. */
public final class TextScores {

    private static final int MOST_NUMBERS = 4_000_000;

    private TextScores() {}

    /** How many examples of a part can be answered at once. */
    public static int piece(Part part) {
        return Math.max(1, MOST_NUMBERS / part.targets().width());
    }

    /** The loss and every metric over all examples of a part, by name. */
    public static Map<String, @Nullable Double> of(Engine engine, Part part, Scoring scoring) {
        TokenScores sum = new TokenScores(0, 0, 0);
        double loss = 0;
        int[] order = part.order();
        for (int from = 0; from < order.length; from += piece(part)) {
            Answers answers = Answers.of(
                    engine, part, Arrays.copyOfRange(order, from, Math.min(order.length, from + piece(part))));
            loss += scoring.loss(answers, null) * answers.rows();
            sum = sum.plus(TokenScores.of(answers));
        }
        Map<String, @Nullable Double> scores = new LinkedHashMap<>();
        scores.put("loss", loss / sum.tokens());
        scores.putAll(sum.metrics());
        return scores;
    }
}
