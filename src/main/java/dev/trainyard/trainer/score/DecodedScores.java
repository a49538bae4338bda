package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Decoding;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.trainer.data.ForcedRows;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How right the texts are that a network writes when it reads its own tokens, and not the right ones. */
public final class DecodedScores {

    /** Decoding takes as many passes as a text has tokens. */
    private static final int MOST_TEXTS = 1_000;

    private DecodedScores() {}

    /**
     * Of the first texts of a part {@code decodedAccuracy}, the share of tokens that are right at their place, ends included,
     * and {@code decodedExactMatch}, the share of texts that are right throughout; none where a network writes all at once.
     */
    public static Map<String, Double> of(Engine engine, Part part) {
        if (!(part.features() instanceof ForcedRows rows)) {
            return Map.of();
        }
        int count = Math.min(MOST_TEXTS, part.rows());
        EncodedRows examples = rows.unwritten(part.order(), 0, count);
        Decoding decoding = new Decoding(
                rows.encoder(), (values, lengths, some) -> engine.predict(new EncodedRows(some, values, lengths)));
        List<Decoding.Text> texts = decoding.write(
                examples.values(), examples.lengths(), rows.encoder().written().steps(), decoding::likeliest);
        return scores(texts, rows.written().gather(part.order(), 0, count));
    }

    private static Map<String, Double> scores(List<Decoding.Text> texts, EncodedRows wanted) {
        long tokens = 0;
        long right = 0;
        long exact = 0;
        for (int row = 0; row < texts.size(); row++) {
            int[] asked = text(wanted, row);
            int[] told = ended(texts.get(row));
            int same = same(asked, told);
            tokens += asked.length;
            right += same;
            exact += same == asked.length && told.length == asked.length ? 1 : 0;
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("decodedAccuracy", (double) right / tokens);
        scores.put("decodedExactMatch", (double) exact / texts.size());
        return scores;
    }

    /** The numbers of a text up to its end. */
    private static int[] text(EncodedRows wanted, int row) {
        int steps = wanted.width();
        int end = row * steps;
        while (end < (row + 1) * steps && wanted.values()[end] != Vocabulary.PADDING) {
            end++;
        }
        int[] numbers = new int[end - row * steps];
        Arrays.setAll(numbers, i -> (int) wanted.values()[row * steps + i]);
        return numbers;
    }

    private static int[] ended(Decoding.Text text) {
        int[] numbers = Arrays.copyOf(text.toArray(), text.numbers().size() + (text.ended() ? 1 : 0));
        if (text.ended()) {
            numbers[numbers.length - 1] = Vocabulary.END;
        }
        return numbers;
    }

    private static int same(int[] asked, int[] told) {
        int same = 0;
        for (int i = 0; i < Math.min(asked.length, told.length); i++) {
            same += asked[i] == told[i] ? 1 : 0;
        }
        return same;
    }
}
