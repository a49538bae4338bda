package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import java.util.Arrays;

/**
 * Encodes an example, and behind it the text that has been written of it so far: a start mark and the numbers of its tokens,
 * padded at the end. What stands at a step is read to write the token of that step.
 *
 * @param source how the example is encoded
 * @param written how the text is
 */
@JsonTypeName("prefixed")
public record PrefixedEncoder(InputEncoder source, TargetCodec.Tokens written) implements InputEncoder {

    /** The fields of an example among the golden rows: what is read, and the text that is written of it. */
    public static final String READ = "read";

    public static final String WRITTEN = "written";

    @Override
    public Shape shape() {
        return Shape.of(source.width() + written.steps());
    }

    /** Writes behind an encoded example that begins at {@code at} that nothing has been written. */
    public void begin(float[] row, int at) {
        int from = at + source.width();
        Arrays.fill(row, from, from + written.steps(), Vocabulary.PADDING);
        row[from] = Vocabulary.START;
    }

    /** Writes the token of a step, so that the next step reads it. */
    public void put(float[] row, int at, int step, int number) {
        row[at + source.width() + step + 1] = number;
    }

    /** The tokens that some of the encoded examples read at a step. */
    public float[] tokens(float[] values, int step, int[] rows) {
        float[] tokens = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            tokens[i] = values[rows[i] * width() + source.width() + step];
        }
        return tokens;
    }

    /** Writes a text whose every token is known, as far as there is room for it and its end. */
    public void force(int[] numbers, float[] row, int at) {
        begin(row, at);
        for (int step = 0; step < Math.min(numbers.length, written.steps() - 1); step++) {
            put(row, at, step, numbers[step]);
        }
    }
}
