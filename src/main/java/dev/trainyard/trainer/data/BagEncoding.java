package dev.trainyard.trainer.data;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.Tokenizer;
import org.jspecify.annotations.Nullable;

/** Encodes texts as bags of words. */
final class BagEncoding implements CellEncoding {

    private final BagEncoder encoder;
    private final Tokenizer tokenizer;

    BagEncoding(BagEncoder encoder) {
        this.encoder = encoder;
        this.tokenizer = new Tokenizer(encoder.vocabulary());
    }

    @Override
    public void features(@Nullable Object[] cells, float[] into) {
        write(String.valueOf(cells[0]), into, 0);
    }

    void write(String text, float[] into, int at) {
        encoder.encode(tokenizer.numbers(text), into, at);
    }

    /** There are none. */
    @Override
    public void targets(@Nullable Object[] cells, int from, float[] into) {}
}
