package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Differentiable;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.GivenGradient;
import dev.trainyard.trainer.engine.InitialParameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that learn together drop the same units in an answer and in the gradient that belongs to it. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class SameDrawsTest {

    private static final int WIDTH = 12;

    private static Differentiable network() {
        ResolvedJob job = TestJob.on("SELECT 1")
                .numeric("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")
                .targetValues("y")
                .layers(
                        "[{\"type\":\"dropout\",\"rate\":0.5},{\"type\":\"dense\",\"units\":1,\"activation\":\"linear\"}]")
                .training("{\"optimizer\":{\"type\":\"sgd\",\"learningRate\":1}}")
                .resolved();
        return new Dl4jEngineMaker().make(job, InitialParameters.of(job), new GivenGradient());
    }

    private static EncodedRows ones(int rows, int width) {
        float[] ones = new float[rows * width];
        Arrays.fill(ones, 1f);
        return new EncodedRows(rows, ones);
    }

    @Test
    void stepDropsWhatTheAnswerDropped() {
        try (Differentiable network = network()) {
            EncodedRows inputs = ones(1, WIDTH);
            float answer = network.answerInTraining(inputs)[0];
            Nd4j.rand(100); // another network draws meanwhile
            long state = Nd4j.getRandom().nodeState();

            double loss = network.stepAsAnswered(new Batch(inputs, ones(1, 1), null), 0);

            assertThat(loss).isCloseTo(answer, within(1e-6));
            assertThat(Nd4j.getRandom().nodeState()).isEqualTo(state);
            assertThat(network.answerInTraining(inputs)[0]).isNotEqualTo(answer);
        }
    }

    /** Of one row of ones the kernel's gradient is 0 exactly where the input was dropped, and so is the input's. */
    @Test
    void bothGradientsAreOfOneDraw() {
        try (Differentiable network = network()) {
            float[] before = network.parameters().get("dense_1/kernel").values();
            float[] byInputs = new float[WIDTH];

            network.step(new Batch(ones(1, WIDTH), ones(1, 1), null), 1, byInputs);

            NamedArrays after = network.parameters();
            int dropped = 0;
            for (int i = 0; i < WIDTH; i++) {
                boolean kept = after.get("dense_1/kernel").values()[i] != before[i];
                assertThat(byInputs[i] != 0).isEqualTo(kept);
                dropped += kept ? 0 : 1;
            }
            assertThat(dropped).isBetween(1, WIDTH - 1);
        }
    }
}
