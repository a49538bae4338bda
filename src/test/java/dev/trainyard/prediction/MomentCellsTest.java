package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.dataset.Moments;
import dev.trainyard.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentCellsTest {

    private static final ColumnEncoder.Moment ENCODER =
            new ColumnEncoder.Moment("at", new ColumnEncoder.Numeric("at", 2024, 0.5, 2024, 2023, 2025));

    private final CellReader reader = CellReader.of(Json.mapper()
            .readValue(Json.mapper().writeValueAsBytes(ENCODER), ColumnEncoder.class));

    @ParameterizedTest
    @ValueSource(
            strings = {"2024-05-31T12:30:00Z", "2024-05-31 12:30", "2024/5/31 12:30:00.0", "2024-05-31T14:30:00+02:00"})
    void readsWhatTrainingRead(String written) {
        float[] trained = new float[ENCODER.width()];
        ENCODER.encode(Instant.parse("2024-05-31T12:30:00Z").getEpochSecond(), trained, 0);
        float[] served = new float[ENCODER.width()];

        RowFindings findings = new RowFindings("rows");
        reader.read(written, 0, served, 0, findings);

        assertThat(served).containsExactly(trained);
        assertThat(findings.violations()).isEmpty();
    }

    @Test
    void refusesWhatIsNoMomentWithOneThatIs() {
        RowFindings findings = new RowFindings("rows");
        reader.read("yesterday", 0, new float[7], 0, findings);
        reader.read(20240531, 1, new float[7], 0, findings);

        assertThat(findings.violations()).hasSize(2);
        assertThat(findings.violations().get(0).message()).contains("\"2024-01-01T");
        assertThat(Moments.seconds(String.valueOf(reader.example()))).isFinite();
    }

    @ParameterizedTest
    @CsvSource({"2024-13-01", "2023-02-29", "2024", "12:30", "2024-01-01T25:00:00Z", "2024-01-01T10:00:00+99:00"})
    void knowsWhatIsNoMoment(String written) {
        assertThat(Moments.seconds(written)).isNaN();
    }
}
