package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.json.Json;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceReaderTest {

    private static final List<ColumnEncoder> COLUMNS = List.of(
            new ColumnEncoder.Numeric("x", 10, 2, 10, 0, 20), new ColumnEncoder.OneHot("kind", List.of("a", "b")));

    private final SequenceReader reader = new SequenceReader(new SequenceEncoder(COLUMNS, 3, false), List.of());
    private final RowFindings findings = new RowFindings("sequences");

    private static Map<String, Object> step(double x, String kind) {
        return Map.of("x", x, "kind", kind);
    }

    @Test
    void padsBehindAndTellsHowLongEachIs() {
        Encoded encoded = reader.read(List.of(List.of(step(12, "a"), step(8, "b")), List.of(step(10, "b"))), findings);

        assertThat(findings.violations()).isEmpty();
        assertThat(encoded.values()).containsExactly(1, 1, 0, -1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
        assertThat(encoded.lengths()).containsExactly(2, 1);
    }

    @Test
    void pointsAtTheStepThatIsWrong() {
        reader.read(List.of(List.of(step(12, "a"), Map.of("x", "many", "kind", "c"))), findings);

        assertThat(findings.violations())
                .extracting(Violation::pointer)
                .containsExactly("/sequences/0/1/x", "/sequences/0/1/kind");
    }

    @Test
    void refusesSequencesOfAnotherLength() {
        SequenceReader exact = new SequenceReader(new SequenceEncoder(COLUMNS, 2, true), List.of());

        exact.read(List.of(List.of(step(1, "a")), List.of(step(1, "a"), step(2, "a"), step(3, "b")), 7), findings);
        reader.read(List.of(List.of()), findings);

        assertThat(findings.violations())
                .extracting(Violation::code)
                .containsExactly("sequence_too_short", "sequence_too_long", "wrong_type", "sequence_too_short");
        assertThat(findings.violations().get(1).message())
                .isEqualTo("the sequence has 3 steps; the model reads exactly 2: leave out the first 1");
    }

    @Test
    void answersAsManyStepsAsWereRead() {
        TargetCodec each = new TargetCodec.Values(List.of(new ColumnEncoder.Numeric("y", 100, 10, 0, 0, 0)));
        float[] answers = {1, 2, 3, 4, 5, 6};

        String aligned = Json.mapper()
                .writeValueAsString(new AnswerDecoder(new TargetCodec.Steps(each, 3, false, true))
                        .decode(answers, new int[] {1, 2}, 2));
        String forecast = Json.mapper()
                .writeValueAsString(
                        new AnswerDecoder(new TargetCodec.Steps(each, 3, true, false)).decode(answers, null, 2));

        assertThat(aligned)
                .isEqualTo("[{\"steps\":[{\"value\":110.0}]},{\"steps\":[{\"value\":140.0},{\"value\":150.0}]}]");
        assertThat(forecast).startsWith("[{\"steps\":[{\"value\":110.0},{\"value\":120.0},{\"value\":130.0}]}");
    }
}
