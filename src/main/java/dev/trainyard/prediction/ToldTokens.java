package dev.trainyard.prediction;

import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How likely each token of a text is that was written of an example, given those before it. A network that reads what it has
 * written reads that text in place of its own, so that one run tells all tokens.
 *
 * @param codec how the text is told
 * @param prefixed how a network reads what it has written, null where it does not
 * @param text the numbers of its tokens, step by step
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record ToldTokens(TargetCodec.Tokens codec, @Nullable PrefixedEncoder prefixed, int[] text, OnnxNetwork network)
        implements Told {

    /** 4 MB: what is answered at once. */
    private static final int MOST_NUMBERS = 1 << 20;

    /** The text that a network answers whole, which begins at {@code at}, up to its end. */
    static ToldTokens whole(TargetCodec.Tokens codec, float[] answers, int at, OnnxNetwork network) {
        int[] likeliest = codec.likeliest(answers, at);
        int end = IntStream.range(0, likeliest.length)
                .filter(step -> likeliest[step] == Vocabulary.END)
                .findFirst()
                .orElse(likeliest.length);
        return new ToldTokens(codec, null, Arrays.copyOf(likeliest, end), network);
    }

    /** The steps that are told: what stands for no token is not seen in the text. */
    private int[] steps() {
        return IntStream.range(0, text.length)
                .filter(step -> codec.vocabulary().isToken(text[step]))
                .toArray();
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int step : steps()) {
            names.add(step + "/" + codec.vocabulary().token(text[step]));
        }
        return names;
    }

    @Override
    public double[][] of(Encoded examples, int rows) {
        int most = Math.max(1, MOST_NUMBERS / codec.width());
        double[][] told = new double[rows][];
        for (int from = 0; from < rows; from += most) {
            tell(examples, rows, from, Math.min(rows, from + most), told);
        }
        return told;
    }

    private void tell(Encoded examples, int rows, int from, int to, double[][] told) {
        int width = examples.values().length / rows;
        float[] values = Arrays.copyOfRange(examples.values(), from * width, to * width);
        int[] lengths = examples.lengths() == null ? null : Arrays.copyOfRange(examples.lengths(), from, to);
        float[] answers =
                network.answer(new Encoded(prefixed == null ? values : dictated(prefixed, values), lengths), to - from);
        int[] steps = steps();
        for (int row = from; row < to; row++) {
            int at = (row - from) * codec.width();
            told[row] = Arrays.stream(steps)
                    .mapToDouble(step ->
                            Told.finite(answers[at + step * codec.vocabulary().size() + text[step]]))
                    .toArray();
        }
    }

    /** The examples, each with the text behind it. */
    private float[] dictated(PrefixedEncoder encoder, float[] examples) {
        int width = encoder.source().width();
        int rows = examples.length / width;
        float[] values = new float[rows * encoder.width()];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(examples, row * width, values, row * encoder.width(), width);
            encoder.force(text, values, row * encoder.width());
        }
        return values;
    }
}
