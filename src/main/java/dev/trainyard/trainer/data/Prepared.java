package dev.trainyard.trainer.data;

import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job's data, ready to train on.
 *
 * @param splitSha256 digest over the row numbers of each part: equal digests mean equal splits
 * @param notes what its owner should know, one sentence each
 * @param examples a few raw rows, by feature, with a missing cell among them where the data has one
 * @param encodedExamples the same rows as the network's input, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Prepared(
        FeatureEncoder encoder,
        TargetCodec codec,
        Part train,
        Part validation,
        Part test,
        String splitSha256,
        List<String> notes,
        List<Map<String, @Nullable Object>> examples,
        float[] encodedExamples) {

    public List<Part> parts() {
        return List.of(train, validation, test);
    }
}
