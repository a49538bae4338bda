package dev.trainyard.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts token by token: each is read again to write the next, up to the end that the network tells. Training measures
 * by the code that serving answers with.
 */
public record Decoding(
        PrefixedEncoder encoder, Network network, @Nullable Stepper stepper) {

    private static final int MOST_NUMBERS = 4_000_000;

    /** By a network that reads all that was written anew for each token. */
    public Decoding(PrefixedEncoder encoder, Network network) {
        this(encoder, network, null);
    }

    /** Asks a network for one step after the other. */
    public interface Stepper {

        /** How many numbers it keeps of an example, at most. */
        int width();

        /** Reads encoded examples, of which nothing is written. */
        Steps begin(float[] values, int @Nullable [] lengths, int rows);
    }

    /** Examples of which a text is being written; each step is asked for once, in their order. */
    public interface Steps {

        /**
         * How likely each token is at a step, {@code [rows, vocabulary]}.
         *
         * @param rows of the examples that are still written
         * @param tokens that each of them reads
         */
        float[] next(int step, int[] rows, float[] tokens);
    }

    /** Answers encoded examples: how likely each token is at each step, {@code [rows, steps, vocabulary]}. */
    public interface Network {

        float[] answers(float[] values, int @Nullable [] lengths, int rows);
    }

    /** Chooses a token, or the end, by how likely each is; their probabilities begin at {@code at}. */
    public interface Choice {

        int of(float[] probabilities, int at);
    }

    /** The likeliest token, the first of several. */
    public int likeliest(float[] probabilities, int at) {
        int best = Vocabulary.END;
        for (int number = Vocabulary.END; number < vocabulary().size(); number++) {
            boolean likelier =
                    vocabulary().canBeWritten(number) && probabilities[at + number] > probabilities[at + best];
            best = likelier ? number : best;
        }
        return best;
    }

    /**
     * Writes a text of each example.
     *
     * @param values encoded examples
     * @param lengths how many steps of each are real, null when all are
     * @param most how many tokens a text may have
     */
    public List<Text> write(float[] values, int @Nullable [] lengths, int most, Choice choice) {
        int rows = values.length / encoder.width();
        int width = Math.max(encoder.written().width(), stepper == null ? 0 : stepper.width());
        int piece = Math.max(1, MOST_NUMBERS / width);
        List<Text> texts = new ArrayList<>(rows);
        for (int from = 0; from < rows; from += piece) {
            int[] some = IntStream.range(from, Math.min(rows, from + piece)).toArray();
            texts.addAll(new Piece(picked(values, some), lengths == null ? null : picked(lengths, some), some.length)
                    .write(Math.min(most, encoder.written().steps() - 1), choice));
        }
        return texts;
    }

    /**
     * A text that was written.
     *
     * @param numbers of its tokens
     * @param ended whether the network told its end
     */
    public record Text(List<Integer> numbers, boolean ended) {

        public int[] toArray() {
            return numbers.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private float[] picked(float[] values, int[] rows) {
        int width = encoder.width();
        float[] some = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, some, i * width, width);
        }
        return some;
    }

    private static int[] picked(int[] lengths, int[] rows) {
        return Arrays.stream(rows).map(row -> lengths[row]).toArray();
    }

    private Vocabulary vocabulary() {
        return encoder.written().vocabulary();
    }

    /** Examples that are answered together. */
    private final class Piece {

        private final float[] values;
        private final int @Nullable [] lengths;
        private final List<List<Integer>> written = new ArrayList<>();
        private final @Nullable Steps steps;
        private int[] open;

        Piece(float[] values, int @Nullable [] lengths, int rows) {
            this.values = values;
            this.lengths = lengths;
            this.open = IntStream.range(0, rows).toArray();
            for (int row = 0; row < rows; row++) {
                encoder.begin(values, row * encoder.width());
                written.add(new ArrayList<>());
            }
            this.steps = stepper == null ? null : stepper.begin(values, lengths, rows);
        }

        List<Text> write(int most, Choice choice) {
            for (int step = 0; step <= most && open.length > 0; step++) {
                write(step, most, choice);
            }
            List<Text> texts = new ArrayList<>();
            for (int row = 0; row < written.size(); row++) {
                int asked = row;
                boolean ended = Arrays.stream(open).noneMatch(other -> other == asked);
                texts.add(new Text(List.copyOf(written.get(row)), ended));
            }
            return texts;
        }

        /** The last step only tells whether a text that has all the tokens it may have ends there. */
        private void write(int step, int most, Choice choice) {
            float[] answers = answers(step);
            IntStream.Builder still = IntStream.builder();
            for (int i = 0; i < open.length; i++) {
                int at = steps == null ? i * encoder.written().steps() + step : i;
                int number = choice.of(answers, at * vocabulary().size());
                if (number != Vocabulary.END) {
                    still.add(open[i]);
                    add(open[i], step, most, number);
                }
            }
            open = still.build().toArray();
        }

        /** Of all steps of the open texts, or of the one alone. */
        private float[] answers(int step) {
            return steps == null
                    ? network.answers(picked(values, open), lengths == null ? null : picked(lengths, open), open.length)
                    : steps.next(step, open, encoder.tokens(values, step, open));
        }

        private void add(int row, int step, int most, int number) {
            if (step < most) {
                written.get(row).add(number);
                encoder.put(values, row * encoder.width(), step, number);
            }
        }
    }
}
