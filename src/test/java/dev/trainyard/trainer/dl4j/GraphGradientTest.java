package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** The gradient through branches that part, are reshaped and join again, against differences of the loss. */
class GraphGradientTest {

    private static final int ROWS = 5;
    private static final double STEP = 1e-6;
    private static final String GRAPH = """
            {"kind":"graph","outputs":["end"],"nodes":[
              {"type":"dense","name":"one","units":6,"activation":"tanh","inputs":["input"]},
              {"type":"dense","name":"two","units":6,"activation":"sigmoid","inputs":["one"]},
              {"type":"reshape","name":"left","targetShape":[2,3],"inputs":["one"]},
              {"type":"reshape","name":"right","targetShape":[2,3],"inputs":["two"]},
              {"type":"%s","name":"joined","inputs":["left","right"]},
              {"type":"permute","name":"turned","dims":[2,1],"inputs":["joined"]},
              {"type":"flatten","name":"flat","inputs":["turned"]},
              {"type":"concatenate","name":"all","inputs":["flat","input","two"]},
              {"type":"dense","name":"end","units":3,"activation":"softmax","inputs":["all"]}]}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"add", "multiply", "subtract", "average", "maximum", "concatenate"})
    void isTheSlopeOfTheLoss(String joining) {
        ResolvedJob job = TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .definition(GRAPH.formatted(joining))
                .resolved();
        LossHead loss = new LossHead(job.training().loss(), new Dl4jNetwork(job).lastActivation());
        try (Dl4jModel network = Dl4jModel.of(
                job,
                new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).updater(new NoOp()),
                loss)) {
            network.init(true);
            SeededRandom random = new SeededRandom(7);
            INDArray parameters = network.parameters();
            parameters.assign(matrix(1, (int) parameters.length(), i -> random.nextGaussian() * 0.5));
            INDArray input = matrix(ROWS, 2, i -> random.nextGaussian());
            INDArray targets = matrix(ROWS, 3, i -> i % 3 == i / 3 % 3 ? 1 : 0);
            double[] analytic = network.gradient(input, targets).dup('c').data().asDouble();

            for (int i = 0; i < analytic.length; i++) {
                double kept = parameters.getDouble(i);
                double numeric = (lossAt(kept + STEP, i, network, input, targets, loss)
                                - lossAt(kept - STEP, i, network, input, targets, loss))
                        / (2 * STEP);
                parameters.putScalar(i, kept);
                assertThat(Math.abs(analytic[i] - numeric) / Math.max(1e-2, Math.abs(numeric)))
                        .isLessThan(1e-4);
            }
        }
    }

    private static double lossAt(
            double value, int parameter, Dl4jModel network, INDArray input, INDArray targets, LossHead loss) {
        network.parameters().putScalar(parameter, value);
        network.gradient(input, targets);
        return loss.last();
    }

    private static INDArray matrix(int rows, int width, IntToDoubleFunction value) {
        double[] values = new double[rows * width];
        Arrays.setAll(values, value);
        return Nd4j.create(values, new long[] {rows, width}, 'c');
    }
}
