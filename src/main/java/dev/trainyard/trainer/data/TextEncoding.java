package dev.trainyard.trainer.data;

import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import org.jspecify.annotations.Nullable;

/** Encodes rows of a text and what is to be learned of it. */
final class TextEncoding implements CellEncoding {

    private final TextEncoder encoder;
    private final Tokenizer tokenizer;
    private final TargetEncoding target;

    TextEncoding(TextEncoder encoder, TargetEncoding target) {
        this.encoder = encoder;
        this.tokenizer = new Tokenizer(encoder.vocabulary());
        this.target = target;
    }

    @Override
    public void features(@Nullable Object[] cells, float[] into) {
        encoder.encode(tokenizer.numbers(String.valueOf(cells[0])), into, 0);
    }

    @Override
    public void targets(@Nullable Object[] cells, int from, float[] into) {
        target.encode(cells, from, into);
    }
}
