package dev.trainyard.trainer.data;

import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.Tokenizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes targets: labels, values, or a text as the numbers of its tokens, which are spread over the vocabulary when read. */
final class TargetEncoding {

    private final TargetCodec codec;
    private final @Nullable Tokenizer tokenizer;
    private final RowEncoding labels;

    TargetEncoding(TargetCodec codec) {
        this.codec = codec;
        this.tokenizer = codec instanceof TargetCodec.Tokens tokens ? new Tokenizer(tokens.vocabulary()) : null;
        this.labels = new RowEncoding(new FeatureEncoder(List.of()), codec);
    }

    /** How many numbers a target is written as: of a text, one for each step. */
    int width() {
        return codec instanceof TargetCodec.Tokens tokens ? tokens.steps() : codec.width();
    }

    void encode(@Nullable Object[] cells, int from, float[] into) {
        if (codec instanceof TargetCodec.Tokens tokens && tokenizer != null) {
            tokens.encode(tokenizer.numbers(String.valueOf(cells[from])), into, 0);
        } else {
            labels.targets(cells, from, into);
        }
    }

    /** What was written, as the network should answer it. */
    FloatRows rows(FloatRows written) {
        return codec instanceof TargetCodec.Tokens tokens
                ? new TokenTargets(written, tokens.vocabulary().size())
                : written;
    }
}
