package dev.trainyard.trainer.data;

import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes rows of a text and what is to be learned of it: a label, or the numbers of another text's tokens. */
final class TextEncoding implements CellEncoding {

    private final TextEncoder encoder;
    private final Tokenizer source;
    private final TargetCodec codec;
    private final @Nullable Tokenizer target;
    private final RowEncoding labels;

    TextEncoding(TextEncoder encoder, TargetCodec codec) {
        this.encoder = encoder;
        this.source = new Tokenizer(encoder.vocabulary());
        this.codec = codec;
        this.target = codec instanceof TargetCodec.Tokens tokens ? new Tokenizer(tokens.vocabulary()) : null;
        this.labels = new RowEncoding(new FeatureEncoder(List.of()), codec);
    }

    /** How many numbers an encoded target has: of a text, one for each step. */
    int targetWidth() {
        return codec instanceof TargetCodec.Tokens tokens ? tokens.steps() : codec.width();
    }

    @Override
    public void features(@Nullable Object[] cells, float[] into) {
        encoder.encode(source.numbers(String.valueOf(cells[0])), into, 0);
    }

    @Override
    public void targets(@Nullable Object[] cells, int from, float[] into) {
        if (codec instanceof TargetCodec.Tokens tokens && target != null) {
            tokens.encode(target.numbers(String.valueOf(cells[from])), into, 0);
        } else {
            labels.targets(cells, from, into);
        }
    }
}
