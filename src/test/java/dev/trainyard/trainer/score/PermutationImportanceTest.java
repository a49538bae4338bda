package dev.trainyard.trainer.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Expression;
import dev.trainyard.plan.Loss;
import dev.trainyard.trainer.data.FloatRows;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.RuleEngine;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a null fails the test by itself
class PermutationImportanceTest {

    private static final TargetCodec.Values VALUE = new TargetCodec.Values(List.of(number("y")));
    private static final Scoring SCORING = new Scoring(VALUE, Loss.MSE, List.of());

    @Test
    void aColumnThatIsNotReadCountsNothingAndOneThatIsReadCountsWhatDealingItOutCosts() {
        // Two rows, 0 and 1: dealt out anew they stay, or change places, which costs 1 each.
        FeatureEncoder encoder = new FeatureEncoder(List.of(number("unread"), number("read")));
        Prepared data = prepared(encoder, new float[][] {{5, 0}, {7, 1}}, new float[] {0, 1});

        Evaluation.Importance measured = PermutationImportance.of(
                        new RuleEngine((row, at) -> row[at + 1], 2), data, SCORING, 3)
                .orElseThrow();

        assertThat(measured.part()).isEqualTo("test");
        assertThat(measured.loss()).isZero();
        assertThat(measured.columns())
                .extracting(Evaluation.ColumnImportance::column)
                .containsExactly("read", "unread");
        assertThat(measured.columns().get(1)).isEqualTo(new Evaluation.ColumnImportance("unread", 0, 0));
        double changed = measured.columns().get(0).importance() * PermutationImportance.REPEATS;
        assertThat(changed).isEqualTo(Math.rint(changed)).isBetween(1.0, 5.0);
        double share = changed / 5;
        assertThat(measured.columns().get(0).std()).isCloseTo(Math.sqrt(share * (1 - share) * 5 / 4), offset(1e-12));
    }

    @Test
    void dealsOutManyRowsSoThatHalfTheirVarianceTwiceIsLost() {
        // y = x without an error: a stranger's x costs 2 Var(x) on the mean.
        int rows = 400;
        float[][] features = new float[rows][1];
        float[] targets = new float[rows];
        for (int i = 0; i < rows; i++) {
            features[i][0] = i % 2 == 0 ? -1 : 1;
            targets[i] = features[i][0];
        }
        Prepared data = prepared(new FeatureEncoder(List.of(number("x"))), features, targets);

        Evaluation.Importance measured = PermutationImportance.of(
                        new RuleEngine((row, at) -> row[at], 1), data, SCORING, 7)
                .orElseThrow();

        assertThat(measured.columns().get(0).importance()).isCloseTo(2, offset(0.2));
        assertThat(measured.columns().get(0).std()).isPositive().isLessThan(0.3);
        assertThat(PermutationImportance.of(new RuleEngine((row, at) -> row[at], 1), data, SCORING, 7))
                .as("the same seed deals the same")
                .contains(measured);
    }

    @Test
    void whatIsDerivedOfAColumnFollowsIt() {
        Expression square = Json.mapper().convertValue("x^2", Expression.class);
        FeatureEncoder encoder =
                new FeatureEncoder(List.of(number("x")), List.of(new FeatureEncoder.Derived(square, number("x^2"))));
        Prepared data = prepared(encoder, new float[][] {{1, 1}, {2, 4}, {3, 9}}, new float[] {1, 4, 9});

        Evaluation.Importance measured = PermutationImportance.of(
                        new RuleEngine((row, at) -> row[at + 1], 2), data, SCORING, 1)
                .orElseThrow();

        assertThat(measured.columns()).singleElement().satisfies(x -> {
            assertThat(x.column()).isEqualTo("x");
            assertThat(x.importance()).isPositive();
        });
    }

    @Test
    void theHardestExamplesComeFirstUnderTheirNumbersInTheFile() {
        Part part = new Part("test", new int[] {4, 8, 15, 16}, rows(new float[4][1]), rows(new float[4][1]));
        Answers answers = new Answers(4, 1, new float[] {1, 2, 3, 9}, new float[] {1, 5, 2, 9});

        List<Evaluation.Hardest> hardest = SCORING.hardest(part, answers);

        assertThat(hardest).extracting(Evaluation.Hardest::row).containsExactly(8L, 15L, 4L, 16L);
        assertThat(hardest.get(0)).isEqualTo(new Evaluation.Hardest(8, 9, 5.0, 2.0, null));
    }

    @Test
    void theHardestExamplesOfClassesTellWhatTheyAreTakenFor() {
        Scoring scoring =
                new Scoring(new TargetCodec.Classes("y", List.of("no", "yes"), 1), Loss.BINARY_CROSSENTROPY, List.of());
        Part part = new Part("test", new int[] {3, 5}, rows(new float[2][1]), rows(new float[2][1]));

        List<Evaluation.Hardest> hardest =
                scoring.hardest(part, new Answers(2, 1, new float[] {0.75f, 0.25f}, new float[] {1, 1}));

        assertThat(hardest.get(0).row()).isEqualTo(5);
        assertThat(hardest.get(0).loss()).isCloseTo(Math.log(4), offset(1e-6));
        assertThat(hardest.get(0).target()).isEqualTo("yes");
        assertThat(hardest.get(0).answer()).isEqualTo("no");
        assertThat(hardest.get(0).probability()).isEqualTo(0.25);
    }

    private static ColumnEncoder.Numeric number(String name) {
        return new ColumnEncoder.Numeric(name, 0, 1, 0, 0, 10);
    }

    private static Prepared prepared(FeatureEncoder encoder, float[][] features, float[] targets) {
        float[][] column = new float[targets.length][1];
        for (int i = 0; i < targets.length; i++) {
            column[i][0] = targets[i];
        }
        int[] numbers = IntStream.range(0, targets.length).toArray();
        Part test = new Part("test", numbers, rows(features), rows(column));
        Part none = new Part("train", new int[0], rows(features), rows(column));
        return new Prepared(
                encoder, VALUE, none, none, test, "", List.of(), List.of(), new EncodedRows(0, new float[0]));
    }

    private static FloatRows rows(float[][] values) {
        return new FloatRows() {
            @Override
            public int rows() {
                return values.length;
            }

            @Override
            public int width() {
                return values[0].length;
            }

            @Override
            public EncodedRows gather(int[] order, int from, int to) {
                float[] gathered = new float[(to - from) * width()];
                for (int i = from; i < to; i++) {
                    System.arraycopy(values[order[i]], 0, gathered, (i - from) * width(), width());
                }
                return new EncodedRows(to - from, gathered);
            }
        };
    }
}
