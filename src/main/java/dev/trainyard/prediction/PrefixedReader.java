package dev.trainyard.prediction;

import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the examples that texts are written of, of which nothing is written yet. */
final class PrefixedReader implements ExampleReader {

    private final PrefixedEncoder encoder;
    private final ExampleReader source;

    PrefixedReader(PrefixedEncoder encoder, ExampleReader source) {
        this.encoder = encoder;
        this.source = source;
    }

    /** Reads the examples alone. */
    ExampleReader source() {
        return source;
    }

    @Override
    public String field() {
        return source.field();
    }

    @Override
    public Encoded read(List<? extends @Nullable Object> examples, RowFindings findings) {
        Encoded read = source.read(examples, findings);
        int width = encoder.source().width();
        float[] values = new float[Math.multiplyExact(examples.size(), encoder.width())];
        for (int row = 0; row < examples.size(); row++) {
            System.arraycopy(read.values(), row * width, values, row * encoder.width(), width);
            encoder.begin(values, row * encoder.width());
        }
        return new Encoded(values, read.lengths());
    }

    /** Golden rows hold the text that was written, too, so that every step of it is compared. */
    @Override
    public Encoded readGolden(List<? extends @Nullable Object> rows, RowFindings findings) {
        List<@Nullable Object> sources = new ArrayList<>();
        rows.forEach(row -> sources.add(row instanceof Map<?, ?> pair ? pair.get(PrefixedEncoder.READ) : row));
        Encoded read = read(sources, findings);
        Tokenizer tokenizer = new Tokenizer(encoder.written().vocabulary());
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row) instanceof Map<?, ?> pair) {
                int[] numbers = tokenizer.numbers(String.valueOf(pair.get(PrefixedEncoder.WRITTEN)));
                encoder.force(numbers, read.values(), row * encoder.width());
            }
        }
        return read;
    }

    @Override
    public Object typed(List<String> header, List<String> texts) {
        return source.typed(header, texts);
    }

    @Override
    public Object example() {
        return source.example();
    }
}
