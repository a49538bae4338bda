package dev.trainyard.trainer.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

    private static final TargetCodec.Classes YES_NO = new TargetCodec.Classes("y", List.of("no", "yes"), 1);

    @Test
    void countsByHandHowFarProbabilitiesCanBeBelieved() {
        double[][] probabilities = {{0.95, 0.05}, {0.93, 0.07}, {0.3, 0.7}, {0.35, 0.65}, {0.25, 0.75}};
        int[] truth = {0, 1, 1, 0, 1};

        Evaluation.Calibration counted = Reliability.of(probabilities, truth).report();

        assertThat(counted.bins()).hasSize(3);
        assertThat(counted.bins().get(0))
                .as("0.7 and 0.65 lie above 0.6 and not above 0.7; one of the two is right")
                .satisfies(bin -> {
                    assertThat(bin.from()).isEqualTo(0.6);
                    assertThat(bin.to()).isEqualTo(0.7);
                    assertThat(bin.rows()).isEqualTo(2);
                    assertThat(bin.confidence()).isCloseTo(0.675, offset(1e-12));
                    assertThat(bin.accuracy()).isEqualTo(0.5);
                });
        // |1.35 - 1| + |0.75 - 1| + |1.88 - 1| over five rows
        assertThat(counted.ece()).isCloseTo((0.35 + 0.25 + 0.88) / 5, offset(1e-12));
    }

    @Test
    void findsTheTemperatureThatTheRowsAgreeWith() {
        // The network is always sure by 2 before its sigmoid, and three of four rows prove it right: 2 / T = ln 3.
        Answers answers = sure(2, 300, 100);

        Evaluation.Temperature fitted = TemperatureFit.of(answers, YES_NO, false);

        assertThat(fitted.temperature()).isCloseTo(2 / Math.log(3), offset(1e-3));
        assertThat(fitted.calibratedLoss())
                .isCloseTo(entropy(0.75), offset(1e-6))
                .isLessThan(fitted.loss());
        assertThat(fitted.ece()).isCloseTo(1 / (1 + Math.exp(-2)) - 0.75, offset(1e-4));
        assertThat(fitted.calibratedEce()).isCloseTo(0, offset(1e-3));
        assertThat(fitted.applied()).isFalse();
    }

    @Test
    void makesANetworkSurerThatIsNotSureEnough() {
        assertThat(TemperatureFit.of(sure(0.5, 90, 10), YES_NO, true).temperature())
                .isCloseTo(0.5 / Math.log(9), offset(1e-3));
    }

    private static double entropy(double p) {
        return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }

    private static Answers sure(double sum, int right, int wrong) {
        float[] outputs = new float[right + wrong];
        float[] targets = new float[right + wrong];
        Arrays.fill(outputs, (float) (1 / (1 + Math.exp(-sum))));
        Arrays.fill(targets, 0, right, 1f);
        return new Answers(right + wrong, 1, outputs, targets);
    }
}
