package dev.trainyard.trainer.data;

import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes rows of a text and what is to be learned of it. */
final class TextEncoding implements CellEncoding {

    private final TextEncoder encoder;
    private final Tokenizer source;
    private final RowEncoding labels;

    TextEncoding(TextEncoder encoder, TargetCodec codec) {
        this.encoder = encoder;
        this.source = new Tokenizer(encoder.vocabulary());
        this.labels = new RowEncoding(new FeatureEncoder(List.of()), codec);
    }

    @Override
    public void features(@Nullable Object[] cells, float[] into) {
        encoder.encode(source.numbers(String.valueOf(cells[0])), into, 0);
    }

    @Override
    public void targets(@Nullable Object[] cells, int from, float[] into) {
        labels.targets(cells, from, into);
    }
}
