package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.InitialParameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A network that reads what it writes learns nothing from padding, on either of its sides. */
class DictationTest {

    private static final int SOURCE = 4;
    private static final int WRITTEN = 5;
    private static final int VOCABULARY = 9;

    private static final ResolvedJob JOB = TestJob.on("")
            .textPairs("source", "target", VOCABULARY, SOURCE, WRITTEN)
            .dictated("""
                    {"kind":"graph","outputs":["next"],"inputs":[{"name":"source"},{"name":"written","features":["target"]}],
                     "nodes":[
                      {"type":"embedding","name":"read","inputDim":9,"outputDim":3,"inputs":["source"]},
                      {"type":"lstm","name":"encoder","units":5,"inputs":["read"]},
                      {"type":"repeatVector","name":"context","inputs":["encoder"]},
                      {"type":"embedding","name":"words","inputDim":9,"outputDim":3,"inputs":["written"]},
                      {"type":"concatenate","name":"both","inputs":["words","context"]},
                      {"type":"gru","name":"decoder","units":5,"inputs":["both"]},
                      {"type":"dense","name":"next","units":9,"activation":"softmax","inputs":["decoder"]}]}""")
            .resolved();

    /** Two examples of 2 and 4 tokens, of which texts of 3 and 4 tokens are written, ends included. */
    private static Batch batch(int padding) {
        float p = padding;
        float[] inputs = {
            5, 6, p, p, /* */ 2, 4, 7, p, p, //
            8, 5, 4, 4, /* */ 2, 6, 6, 5, p
        };
        float[] targets = new float[2 * WRITTEN * VOCABULARY];
        int[][] texts = {{4, 7, 3}, {6, 6, 5, 3}};
        for (int row = 0; row < 2; row++) {
            for (int step = 0; step < WRITTEN; step++) {
                int number = step < texts[row].length ? texts[row][step] : padding;
                targets[(row * WRITTEN + step) * VOCABULARY + number] = 1;
            }
        }
        return new Batch(
                new EncodedRows(2, inputs, new int[] {2, 4}), new EncodedRows(2, targets, new int[] {3, 4}), null);
    }

    private record Step(double loss, NamedArrays parameters) {}

    private static Step step(Batch batch) {
        try (Engine engine = new Dl4jEngineMaker().make(JOB, InitialParameters.of(JOB))) {
            double loss = engine.step(batch, 0.1);
            return new Step(loss, engine.parameters());
        }
    }

    @Test
    void learnsTheSameWhateverStandsInThePadding() {
        Step zeros = step(batch(0));
        Step others = step(batch(8));

        assertThat(others.loss()).isEqualTo(zeros.loss());
        assertThat(others.parameters().sha256()).isEqualTo(zeros.parameters().sha256());
    }

    @Test
    void answersAStepByNothingThatIsWrittenAfterIt() {
        try (Engine engine = new Dl4jEngineMaker().make(JOB, InitialParameters.of(JOB))) {
            float[] whole = engine.predict(batch(0).inputs());
            EncodedRows changed = batch(0).inputs();
            changed.values()[SOURCE + 2] = 8;
            float[] others = engine.predict(changed);

            assertThat(Arrays.copyOf(others, 2 * VOCABULARY)).containsExactly(Arrays.copyOf(whole, 2 * VOCABULARY));
            assertThat(Arrays.copyOfRange(others, 2 * VOCABULARY, 3 * VOCABULARY))
                    .isNotEqualTo(Arrays.copyOfRange(whole, 2 * VOCABULARY, 3 * VOCABULARY));
        }
    }
}
