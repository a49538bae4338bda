package dev.trainyard.trainer.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.plan.Loss;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a null fails the test by itself
class ScoringTest {

    private static final TargetCodec YES_NO = new TargetCodec.Classes("y", List.of("no", "yes"), 1);

    @Test
    void countsTwoClassesByHand() {
        // truth: 1 1 0 0 1; said: 1 0 0 1 1
        Answers answers = new Answers(5, 1, new float[] {0.9f, 0.4f, 0.2f, 0.6f, 0.7f}, new float[] {1, 1, 0, 0, 1});

        Evaluation.Classification report = new Scoring(YES_NO, Loss.BINARY_CROSSENTROPY, List.of())
                .report(answers)
                .classification();

        assertThat(report.confusion()).isEqualTo(List.of(List.of(1L, 1L), List.of(1L, 2L)));
        assertThat(report.accuracy()).isEqualTo(0.6);
        assertThat(report.classes().get(1).precision()).isCloseTo(2 / 3.0, offset(1e-12));
        assertThat(report.f1()).isCloseTo((0.5 + 2 / 3.0) / 2, offset(1e-12));
        // of 3 × 2 pairs (0.9 0.4 0.7 against 0.2 0.6) five are in order
        assertThat(report.auc()).isCloseTo(5 / 6.0, offset(1e-12));
    }

    @Test
    void countsLabelsByHand() {
        TargetCodec codec = new TargetCodec.Labels(List.of(
                new TargetCodec.Classes("a", List.of("0", "1"), 1),
                new TargetCodec.Classes("b", List.of("0", "1"), 1)));
        // a: truth 1 1 0 0, said 1 0 0 1; b: truth 0 0 1 1, said 0 0 1 1
        Answers answers = new Answers(
                4, 2, new float[] {0.9f, 0.1f, 0.4f, 0.2f, 0.3f, 0.8f, 0.6f, 0.7f}, new float[] {1, 0, 1, 0, 0, 1, 0, 1
                });

        Evaluation.MultiLabel report = new Scoring(codec, Loss.BINARY_CROSSENTROPY, List.of("exactMatch"))
                .report(answers)
                .multiLabel();

        assertThat(report.accuracy()).isEqualTo(0.75);
        assertThat(report.exactMatch()).isEqualTo(0.5);
        // of 2 × 2 pairs (0.9 0.4 against 0.3 0.6) three are in order
        assertThat(report.labels().get(0)).isEqualTo(new Evaluation.PerLabel("a", 2, 0.5, 0.5, 0.5, 0.5, 0.75));
        assertThat(report.labels().get(1)).isEqualTo(new Evaluation.PerLabel("b", 2, 1, 1, 1, 1, 1.0));
        assertThat(report.auc()).isEqualTo(0.875);
    }

    @Test
    void countsTiesHalfInTheAreaUnderTheCurve() {
        assertThat(Auc.of(new double[] {0.5, 0.5}, new boolean[] {true, false})).isEqualTo(0.5);
        assertThat(Auc.of(new double[] {0.5, 0.7}, new boolean[] {true, true})).isNull();
    }

    @Test
    void theAreaIsTheChanceThatARowOfTheClassScoresAboveOneThatIsNot() {
        Random random = new Random(7);
        double[] scores = random.ints(200, 0, 40).mapToDouble(i -> i / 40.0).toArray();
        boolean[] ofClass = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            ofClass[i] = random.nextDouble() < scores[i];
        }
        double won = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (ofClass[i] && !ofClass[j]) {
                    pairs++;
                    won += (Math.signum(scores[i] - scores[j]) + 1) / 2;
                }
            }
        }
        assertThat(Auc.of(scores, ofClass)).isCloseTo(won / pairs, offset(1e-12));
    }

    @Test
    void measuresValuesInTheirOwnUnits() {
        TargetCodec codec = new TargetCodec.Values(List.of(new ColumnEncoder.Numeric("y", 100, 10, 0, 0, 0)));
        Answers answers = new Answers(4, 1, new float[] {0, 1, 2, 4}, new float[] {0, 1, 3, 3});

        Evaluation.Regression report = new Scoring(codec, Loss.MSE, List.of())
                .report(answers)
                .regression()
                .get(0);

        assertThat(report.mae()).isEqualTo(5);
        assertThat(report.rmse()).isCloseTo(Math.sqrt(50), offset(1e-9));
        // variance of 0 1 3 3 is 27/16 in encoded units, the mean squared error 1/2
        assertThat(report.r2()).isCloseTo(1 - 0.5 / (27 / 16.0), offset(1e-9));
    }

    @Test
    void weighsTheLossOfEachRow() {
        TargetCodec codec = new TargetCodec.Values(List.of(new ColumnEncoder.Numeric("y", 0, 1, 0, 0, 0)));
        Answers answers = new Answers(2, 1, new float[] {1, 2}, new float[] {0, 0});
        Scoring scoring = new Scoring(codec, Loss.SSE, List.of());

        assertThat(scoring.loss(answers, null)).isEqualTo((0.5 + 2) / 2);
        assertThat(scoring.loss(answers, new float[] {2, 0.5f})).isEqualTo((1 + 1) / 2.0);
    }
}
