package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnProfile;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.trainer.engine.EncodedRows;
import java.util.List;

/**
 * A job's data, ready to train on.
 *
 * @param splitSha256 digest over the row numbers of each part: equal digests mean equal splits
 * @param notes what its owner should know, one sentence each
 * @param examples a few as a caller would send them, with a missing cell among them where the data has one
 * @param encodedExamples the same as the network's input
 */
public record Prepared(
        InputEncoder encoder,
        TargetCodec codec,
        Part train,
        Part validation,
        Part test,
        String splitSha256,
        List<String> notes,
        List<Object> examples,
        EncodedRows encodedExamples,
        List<ColumnProfile> profile) {

    /** Examples of columns that are not profiled. */
    public Prepared(
            InputEncoder encoder,
            TargetCodec codec,
            Part train,
            Part validation,
            Part test,
            String splitSha256,
            List<String> notes,
            List<Object> examples,
            EncodedRows encodedExamples) {
        this(encoder, codec, train, validation, test, splitSha256, notes, examples, encodedExamples, List.of());
    }

    /** The same with what the training rows have in their columns. */
    Prepared profiled(List<ColumnProfile> columns) {
        return new Prepared(
                encoder, codec, train, validation, test, splitSha256, notes, examples, encodedExamples, columns);
    }

    /** The same with only some of the training rows. */
    public Prepared trainedOn(int[] rows) {
        return new Prepared(
                encoder,
                codec,
                SomeRows.of(train, rows),
                validation,
                test,
                splitSha256,
                notes,
                examples,
                encodedExamples,
                profile);
    }

    public List<Part> parts() {
        return List.of(train, validation, test);
    }
}
