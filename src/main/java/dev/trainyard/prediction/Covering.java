package dev.trainyard.prediction;

import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An example of several steps, or tokens, and what it looks like with some of them covered. They are covered one by one; those
 * of long examples by runs of equal length.
 *
 * @param whole the example, encoded
 * @param length how many steps it has
 * @param told whether the network is told the length
 * @param cover what stands in for a step
 * @param run how many steps are covered together
 * @param tokens as they are written, null where steps are none
 * @param between what stands between tokens that are told together
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Covering(
        float[] whole,
        int length,
        boolean told,
        float[] cover,
        int run,
        @Nullable List<String> tokens,
        String between) implements Covered {

    private static final int MOST_PARTS = 64;

    /** A step of which nothing is told holds what stands in for missing cells. */
    static Covering ofSteps(SequenceReader reader, Encoded encoded, int place) {
        return of(encoded, place, reader.steps(), reader.cover(), null, "");
    }

    /** A token of which nothing is told is an unknown one. */
    static Covering ofTokens(TextReader reader, String text, Encoded encoded, int place) {
        return of(
                encoded,
                place,
                reader.length(),
                new float[] {Vocabulary.UNKNOWN},
                reader.tokens(text),
                reader.between());
    }

    private static Covering of(
            Encoded encoded, int place, int steps, float[] cover, @Nullable List<String> tokens, String between) {
        int width = steps * cover.length;
        float[] whole = Arrays.copyOfRange(encoded.values(), place * width, (place + 1) * width);
        int length = encoded.lengths() == null ? steps : encoded.lengths()[place];
        int run = (length + MOST_PARTS - 1) / MOST_PARTS;
        return new Covering(whole, length, encoded.lengths() != null, cover, run, tokens, between);
    }

    @Override
    public int width() {
        return whole.length;
    }

    @Override
    public int parts() {
        return (length + run - 1) / run;
    }

    @Override
    public Encoded covered(List<boolean[]> sets) {
        float[] all = new float[sets.size() * whole.length];
        for (int i = 0; i < sets.size(); i++) {
            System.arraycopy(whole, 0, all, i * whole.length, whole.length);
            for (int step = 0; step < length; step++) {
                if (!sets.get(i)[step / run]) {
                    System.arraycopy(cover, 0, all, i * whole.length + step * cover.length, cover.length);
                }
            }
        }
        int[] lengths = new int[sets.size()];
        Arrays.fill(lengths, length);
        return new Encoded(all, told ? lengths : null);
    }

    @Override
    public List<Explanation.Part> explained(double[] values, double[] errors) {
        List<Explanation.Part> explained = new ArrayList<>();
        for (int part = 0; part < values.length; part++) {
            int first = part * run;
            int count = Math.min(run, length - first);
            explained.add(new Explanation.Part(first, count, text(first, count), values[part], errors[part]));
        }
        return explained;
    }

    private @Nullable String text(int first, int count) {
        return tokens == null || first >= tokens.size()
                ? null
                : String.join(between, tokens.subList(first, Math.min(tokens.size(), first + count)));
    }
}
