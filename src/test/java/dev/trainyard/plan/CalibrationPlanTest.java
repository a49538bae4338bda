package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a null fails the test by itself
class CalibrationPlanTest {

    private static final Planning PLANNING = new Planning(Data.admissions());
    private static final String CALIBRATED = """
            {"datasetId":"admissions","definition":{"kind":"sequential","layers":[%s]},
             "training":{"calibration":"temperature"},%s"target":["%s"]}
            """;

    @Test
    void calibratesWhatEndsInProbabilitiesOfOneClass() {
        String dense = "{\"type\":\"dense\",\"units\":4,\"activation\":\"relu\"},{\"type\":\"dense\"}";
        String apart = "{\"type\":\"dense\",\"units\":2,\"activation\":\"linear\"},{\"type\":\"activation\"}";

        assertThat(LastSums.layer(
                        PLANNING.valid(CALIBRATED.formatted(dense, "", "admit")).layers()))
                .contains("dense_1");
        assertThat(LastSums.layer(
                        PLANNING.valid(CALIBRATED.formatted(apart, "", "admit")).layers()))
                .contains("dense_0");
    }

    @Test
    void saysWhatCannotBeCalibrated() {
        assertThat(only(CALIBRATED.formatted("{\"type\":\"dense\"}", "", "gpa")).message())
                .contains("one class");
        assertThat(only(CALIBRATED.formatted("{\"type\":\"dense\"}", "\"split\":{\"validation\":0},", "admit"))
                        .message())
                .contains("validation rows");
    }

    private static Violation only(String body) {
        Plan plan = PLANNING.plan(body);
        assertThat(plan.violations()).as(body).hasSize(1);
        Violation violation = plan.violations().get(0);
        assertThat(violation.suggestion()).isEqualTo(Suggestion.remove("/training/calibration"));
        return violation;
    }
}
