package dev.trainyard.prediction;

import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.Manifest;
import org.jspecify.annotations.Nullable;

/** The way of most calls, from the bytes of a body to those of its answer: rows of cells in, classes or values out, nothing to tell besides. */
record StraightWay(StraightRows rows, StraightAnswers answers) {

    /** Null where a model reads or tells something else. */
    static @Nullable StraightWay of(Manifest manifest) {
        StraightAnswers answers = StraightAnswers.of(manifest.codec());
        return manifest.encoder() instanceof FeatureEncoder encoder && answers != null
                ? new StraightWay(new StraightRows(encoder), answers)
                : null;
    }

    /** The answer to a body; null where the longer way is needed. */
    byte @Nullable [] answer(String model, int version, byte[] body, Batches network) {
        StraightRows.Rows read = rows.read(body);
        return read == null
                ? null
                : answers.write(model, version, network.answer(read.encoded(), read.count()), read.count());
    }
}
