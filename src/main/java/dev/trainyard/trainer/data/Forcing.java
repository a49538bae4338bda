package dev.trainyard.trainer.data;

import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.plan.Examples;
import dev.trainyard.trainer.engine.EncodedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the texts that are learned beside the examples they are written of, where the network reads what it writes. */
final class Forcing {

    private final InputEncoder source;
    private final @Nullable PrefixedEncoder prefixed;

    Forcing(Examples examples, InputEncoder source, TargetCodec codec) {
        this.source = source;
        this.prefixed = examples.decoder() != null && codec instanceof TargetCodec.Tokens tokens
                ? new PrefixedEncoder(source, tokens)
                : null;
    }

    InputEncoder encoder() {
        return prefixed == null ? source : prefixed;
    }

    /** @param written the numbers of the texts' tokens, where texts are learned */
    FloatRows rows(FloatRows read, FloatRows written) {
        return prefixed == null ? read : new ForcedRows(read, written, prefixed);
    }

    /** Examples as callers would send them, with the text where the network reads it. */
    List<Object> examples(List<String> read, List<String> texts) {
        if (prefixed == null) {
            return List.copyOf(read);
        }
        List<Object> examples = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            examples.add(Map.of(PrefixedEncoder.READ, read.get(i), PrefixedEncoder.WRITTEN, texts.get(i)));
        }
        return examples;
    }

    /** Encoded examples with their texts behind them. */
    EncodedRows encoded(EncodedRows read, List<String> texts) {
        if (prefixed == null) {
            return read;
        }
        Tokenizer tokenizer = new Tokenizer(prefixed.written().vocabulary());
        float[] values = new float[read.rows() * prefixed.width()];
        for (int row = 0; row < read.rows(); row++) {
            int at = row * prefixed.width();
            System.arraycopy(read.values(), row * source.width(), values, at, source.width());
            prefixed.force(tokenizer.numbers(texts.get(row)), values, at);
        }
        return new EncodedRows(read.rows(), values, read.lengths());
    }
}
