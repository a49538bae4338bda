package dev.trainyard.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trainyard.json.Json;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdaterTest {

    private static final Segment KERNEL = new Segment("dense_0/kernel", 0, 0, 1, false);

    /** Two steps from 1 with gradients 0.5 and -0.2 at rate 0.1, worked out from Keras' formulas by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"sgd\",\"learningRate\":0.1}                        | 0.95       | 0.97",
                "{\"type\":\"momentum\",\"learningRate\":0.1}                   | 0.95000000 | 0.92500000",
                "{\"type\":\"nesterov\",\"learningRate\":0.1}                   | 0.90500000 | 0.90250000",
                "{\"type\":\"adagrad\",\"learningRate\":0.1}                    | 0.91548459 | 0.94751021",
                "{\"type\":\"adadelta\",\"learningRate\":0.1}                   | 0.99955280 | 0.99979291",
                "{\"type\":\"rmsprop\",\"learningRate\":0.1}                    | 0.68377287 | 0.80663166",
                "{\"type\":\"adam\",\"learningRate\":0.1}                       | 0.90000063 | 0.86544025",
                "{\"type\":\"adamax\",\"learningRate\":0.1}                     | 0.90000002 | 0.87365789",
                "{\"type\":\"amsgrad\",\"learningRate\":0.1}                    | 0.90000063 | 0.86544025",
                "{\"type\":\"nadam\",\"learningRate\":0.1}                      | 0.89372124 | 0.92498650",
                "{\"type\":\"adamw\",\"learningRate\":0.1}                      | 0.89960063 | 0.86468041",
                "{\"type\":\"manhattan\",\"learningRate\":0.1}                  | 0.90000000 | 1.00000000",
            })
    void stepsAsKerasDoes(String optimizer, double first, double second) {
        Updater updater = updater("{\"optimizer\":%s}".formatted(optimizer), KERNEL);
        float[] w = {1};

        updater.update(w, new float[] {0.5f}, 0.1);
        assertThat((double) w[0]).isCloseTo(first, offset(1e-6));
        updater.update(w, new float[] {-0.2f}, 0.1);
        assertThat((double) w[0]).isCloseTo(second, offset(1e-6));
    }

    /** The step 0.1 grows by 1.2 while the sign stays; where it turns, the step halves and the parameter waits. */
    @Test
    void givesEachParameterAStepOfItsOwnUnderRprop() {
        Updater updater = updater(
                "{\"optimizer\":{\"type\":\"rprop\",\"maxStep\":0.13}}", new Segment("a/kernel", 0, 0, 2, false));
        float[] w = {1, 1};

        float[][] gradients = {{0.5f, 1}, {0.01f, 1}, {-7, 1}, {-2, 0}, {-1, -1}};
        double[][] expected = {{0.9, 0.9}, {0.78, 0.78}, {0.78, 0.65}, {0.84, 0.65}, {0.912, 0.78}};
        for (int i = 0; i < gradients.length; i++) {
            updater.update(w, gradients[i], 123);
            assertThat((double) w[0]).isCloseTo(expected[i][0], offset(1e-6));
            assertThat((double) w[1]).isCloseTo(expected[i][1], offset(1e-6));
        }
    }

    @Test
    void regularizesKernelsOnly() {
        Updater updater = updater(
                "{\"optimizer\":{\"type\":\"sgd\"},\"regularization\":{\"l1\":0.5,\"l2\":0.25}}",
                KERNEL,
                new Segment("dense_0/bias", 0, 1, 2, false));
        float[] w = {2, 2};

        updater.update(w, new float[] {0, 0}, 1);

        assertThat(w).containsExactly(2 - (0.5f + 0.25f * 2), 2);
    }

    @Test
    void clipsTheNormOfEachLayerByItself() {
        Updater updater = updater(
                "{\"optimizer\":{\"type\":\"sgd\"},\"gradientClipping\":{\"norm\":1.0}}",
                new Segment("dense_0/kernel", 0, 0, 2, false),
                new Segment("dense_1/kernel", 1, 2, 3, false));
        float[] w = {0, 0, 0};

        updater.update(w, new float[] {3, 4, 0.5f}, 1);

        assertThat(w).containsExactly(-0.6f, -0.8f, -0.5f);
    }

    @Test
    void takesRunningAveragesAsTheyAre() {
        Updater updater = updater(
                "{\"gradientClipping\":{\"value\":0.1}}",
                new Segment("batchNormalization_0/movingMean", 0, 0, 1, true));
        float[] w = {5};

        updater.update(w, new float[] {2}, 0.001);

        assertThat(w).containsExactly(3);
    }

    private static Updater updater(String training, Segment... segments) {
        return new Updater(Json.mapper().readValue(training, Training.class), List.of(segments));
    }
}
