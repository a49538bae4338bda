package dev.trainyard.dataset.web;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.samples.Sample;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sample is to be like. */
@InvalidAs(ProblemType.INVALID_DATASET_SPEC)
@Schema(example = "{\"rows\":1000,\"noise\":0.1,\"seed\":1,\"name\":\"circle\"}")
record SampleRequest(
        @Schema(description = "From 10 to 1,000,000; what is usual depends on the sample.") @Nullable
        Integer rows,

        @Schema(description = "From 0 to 1; what is usual depends on the sample.") @Nullable
        Double noise,

        @Schema(description = "The same seed makes the same rows.", defaultValue = "1") @Nullable
        Long seed,

        @Schema(description = "What the data set is to be called; else as the sample is.") @Nullable
        String name) {

    static final SampleRequest USUAL = new SampleRequest(null, null, null, null);

    private static final int FEWEST_ROWS = 10;
    private static final int MOST_ROWS = 1_000_000;

    SampleRequest {
        if (rows != null && (rows < FEWEST_ROWS || rows > MOST_ROWS)) {
            throw new IllegalArgumentException(
                    "rows is %d; it is a whole number from %d to %d".formatted(rows, FEWEST_ROWS, MOST_ROWS));
        }
        if (noise != null && !(noise >= 0 && noise <= 1)) {
            throw new IllegalArgumentException("noise is %s; it is a number from 0 to 1".formatted(noise));
        }
        if (name != null && !DatasetSpec.isName(name)) {
            throw new IllegalArgumentException(
                    "name '%s' is none: lower-case letters, digits, '.', '_' and '-', at most 63, the first a letter or digit"
                            .formatted(name));
        }
    }

    /** The bytes of a sample as wanted. */
    byte[] make(Sample sample) {
        int most = sample.content().mostRows();
        if (rows != null && rows > most) {
            String message =
                    "rows is %d; of the sample '%s' at most %d can be made".formatted(rows, sample.name(), most);
            throw new Problem(
                    ProblemType.INVALID_DATASET_SPEC,
                    message,
                    List.of(new Violation("/rows", "invalid_value", message)
                            .suggesting(Suggestion.replace("/rows", most))));
        }
        return sample.bytes(
                rows == null ? sample.usual().rows() : rows,
                noise == null ? sample.usual().noise() : noise,
                seed == null ? 1 : seed);
    }
}
