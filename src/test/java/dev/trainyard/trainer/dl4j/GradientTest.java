package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** The gradient of every loss behind every activation that fits it, against differences of the loss, in double precision. */
class GradientTest {

    private static final int ROWS = 6;
    private static final double STEP = 1e-6;
    private static final Set<ActivationFunction> POSITIVE =
            EnumSet.of(ActivationFunction.SOFTPLUS, ActivationFunction.SIGMOID, ActivationFunction.SOFTMAX);
    private static final Set<ActivationFunction> PROBABILITIES =
            EnumSet.of(ActivationFunction.SIGMOID, ActivationFunction.SOFTMAX);

    static Stream<Arguments> pairs() {
        return EnumSet.complementOf(EnumSet.of(Loss.AUTO)).stream()
                .flatMap(loss -> EnumSet.complementOf(EnumSet.of(ActivationFunction.AUTO)).stream()
                        .filter(activation -> fit(loss, activation))
                        .map(activation -> Arguments.of(loss, activation)));
    }

    private static boolean fit(Loss loss, ActivationFunction activation) {
        return switch (loss) {
            case BINARY_CROSSENTROPY, CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY, KLD ->
                PROBABILITIES.contains(activation);
            case POISSON -> POSITIVE.contains(activation);
            default -> true;
        };
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isTheSlopeOfTheLoss(Loss loss, ActivationFunction activation) {
        String last = Json.mapper().convertValue(activation, String.class);
        ResolvedJob job = TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .layers("""
                        [{"type":"dense","units":4,"activation":"tanh"},{"type":"dense","units":3,"activation":"%s"}]
                        """.formatted(last))
                .loss(loss)
                .resolved();
        Checked checked = new Checked(job);

        double[] analytic = checked.gradient();
        double[] numeric = checked.differences();

        for (int i = 0; i < analytic.length; i++) {
            double scale = Math.max(1e-2, Math.abs(numeric[i]));
            assertThat(Math.abs(analytic[i] - numeric[i]) / scale).isLessThan(1e-4);
        }
    }

    /** A network in double precision with its loss. */
    private static final class Checked {

        private final LossHead loss;
        private final MultiLayerNetwork network;

        Checked(ResolvedJob job) {
            Dl4jNetwork described = new Dl4jNetwork(job);
            loss = new LossHead(job.training().loss(), described.lastActivation());
            network = new MultiLayerNetwork(described.configuration(
                    new NeuralNetConfiguration.Builder()
                            .dataType(DataType.DOUBLE)
                            .updater(new NoOp()),
                    loss));
            network.init();
            SeededRandom random = new SeededRandom(7);
            double[] parameters = new double[(int) network.numParams()];
            Arrays.setAll(parameters, i -> random.nextGaussian() * 0.5);
            network.params().assign(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
            network.setInput(matrix(2, i -> random.nextGaussian()));
            network.setLabels(matrix(3, i -> i % 3 == i / 3 % 3 ? 1 : 0));
            loss.weigh(new float[] {1, 2, 0.5f, 1, 1, 3});
        }

        private static INDArray matrix(int width, java.util.function.IntToDoubleFunction value) {
            double[] values = new double[ROWS * width];
            Arrays.setAll(values, value);
            return Nd4j.create(values, new long[] {ROWS, width}, 'c');
        }

        double[] gradient() {
            network.computeGradientAndScore();
            return network.getGradientsViewArray().dup('c').data().asDouble();
        }

        double[] differences() {
            double[] slopes = new double[(int) network.numParams()];
            for (int i = 0; i < slopes.length; i++) {
                double kept = network.params().getDouble(i);
                slopes[i] = (lossAt(i, kept + STEP) - lossAt(i, kept - STEP)) / (2 * STEP);
                network.params().putScalar(i, kept);
            }
            return slopes;
        }

        private double lossAt(int parameter, double value) {
            network.params().putScalar(parameter, value);
            network.computeGradientAndScore();
            return loss.last();
        }
    }
}
