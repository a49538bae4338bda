package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Our convolution gives what DL4J's own gives. */
class OpenBlasConvolutionTest {

    private static final int ROWS = 5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kernelSize\":3,\"activation\":\"relu\"",
                "\"kernelSize\":[2,4],\"strides\":[2,1],\"padding\":\"same\",\"useBias\":false",
                "\"kernelSize\":[2,3],\"dilationRate\":2,\"padding\":\"same\"",
                "\"kernelSize\":[5,2],\"strides\":2,\"activation\":\"tanh\"",
                "\"kernelSize\":3,\"strides\":3,\"padding\":\"same\"",
                "\"kernelSize\":[9,7]"
            })
    void answersAndLearnsAsDl4jDoes(String convolution) {
        ResolvedJob job = TestJob.pictures("", new byte[0], new PictureSize(9, 7, 2))
                .targetValues("y")
                .layers("""
                        [{"type":"conv2d","filters":3,%s},{"type":"conv2d","filters":2,"kernelSize":2,"padding":"same"},
                         {"type":"flatten"},{"type":"dense"}]
                        """.formatted(convolution))
                .loss(Loss.MSE)
                .resolved();
        MultiLayerNetwork plain = new MultiLayerNetwork(
                new Dl4jNetwork(job).configuration(settings(), new LossHead(job.training().loss(), new Dl4jNetwork(job).lastActivation())));
        plain.init();
        plain.initGradientsView();
        RowModel ours = new RowModel(
                new Dl4jNetwork(job).configuration(settings(), new LossHead(job.training().loss(), new Dl4jNetwork(job).lastActivation())),
                job.layers());
        ours.init(true);
        SeededRandom random = new SeededRandom(3);
        INDArray parameters = normal(random, 1, (int) plain.numParams());
        plain.params().assign(parameters);
        ours.parameters().assign(parameters);
        INDArray pictures = normal(random, ROWS, 2, 9, 7);
        INDArray targets = normal(random, ROWS, 1);

        assertClose(ours.output(pictures), plain.output(pictures, false));

        plain.setInput(pictures);
        plain.setLabels(targets);
        plain.computeGradientAndScore();
        assertClose(ours.gradient(pictures, targets), plain.getGradientsViewArray());
    }

    private static NeuralNetConfiguration.Builder settings() {
        return new NeuralNetConfiguration.Builder().updater(new NoOp());
    }

    private static INDArray normal(SeededRandom random, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, shape, 'c');
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        float[] ours = Arrays2d.floats(actual);
        float[] theirs = Arrays2d.floats(expected);
        assertThat(ours).hasSameSizeAs(theirs);
        double largest = 0;
        for (float value : theirs) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < ours.length; i++) {
            assertThat((double) ours[i]).isCloseTo(theirs[i], within(1e-5 * largest));
        }
    }
}
