package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** The gradient through every layer for pictures and series, against differences of the loss, in double precision. */
class LayerGradientTest {

    private static final int ROWS = 3;
    private static final double STEP = 1e-6;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [5,4,2] | "type":"conv2d","filters":2,"kernelSize":[2,3],"activation":"tanh"
            [5,4,2] | "type":"conv2d","filters":2,"kernelSize":[2,3],"strides":2,"padding":"same"
            [5,4,2] | "type":"conv2d","filters":2,"kernelSize":2,"dilationRate":2,"padding":"same"
            [7,2]   | "type":"conv1d","filters":2,"kernelSize":3,"activation":"tanh"
            [7,2]   | "type":"conv1d","filters":2,"kernelSize":2,"strides":2,"padding":"same"
            [7,2]   | "type":"conv1d","filters":2,"kernelSize":3,"padding":"causal","activation":"tanh"
            [7,2]   | "type":"conv1d","filters":2,"kernelSize":2,"dilationRate":3,"padding":"causal"
            [3,4,2] | "type":"conv2dTranspose","filters":2,"kernelSize":3,"strides":2,"padding":"same","activation":"tanh"
            [3,4,2] | "type":"conv2dTranspose","filters":2,"kernelSize":[3,2],"strides":[2,1]
            [5,4,2] | "type":"separableConv2d","filters":2,"kernelSize":[2,3],"depthMultiplier":2,"activation":"tanh"
            [5,4,2] | "type":"depthwiseConv2d","kernelSize":[2,3],"depthMultiplier":2,"activation":"tanh"
            [5,4,2] | "type":"maxPooling2d","poolSize":2
            [5,4,2] | "type":"averagePooling2d","poolSize":3,"strides":2,"padding":"same"
            [7,2]   | "type":"maxPooling1d","poolSize":2
            [7,2]   | "type":"averagePooling1d","poolSize":3,"strides":2,"padding":"same"
            [5,4,2] | "type":"globalMaxPooling"
            [7,2]   | "type":"globalAveragePooling"
            [3,4,2] | "type":"upSampling2d","size":[2,3]
            [3,4,2] | "type":"zeroPadding2d","padding":[[1,2],[0,3]]
            [5,4,2] | "type":"cropping2d","cropping":[[1,2],[0,1]]
            [5,4,2] | "type":"permute","dims":[2,3,1]
            [5,4,2] | "type":"dense","units":3,"activation":"tanh"
            [7,2]   | "type":"dense","units":3,"activation":"tanh"
            [5,4,2] | "type":"batchNormalization"
            [7,2]   | "type":"batchNormalization"
            [5,4,2] | "type":"leakyRelu"
            [5,4,2] | "type":"prelu"
            [5,4,2] | "type":"activation","activation":"softmax"
            """)
    void isTheSlopeOfTheLoss(String shape, String layer) {
        check(new Checked(job(shape.strip(), layer.strip()).resolved()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[3]", "[7,2]", "[5,4,2]"})
    void goesThroughAFrozenNormalizationThatTrainsByTheStatisticsItServesWith(String shape) {
        Checked frozen = new Checked(job(shape, "\"type\":\"batchNormalization\"")
                .training("{\"initFrom\":{\"model\":\"m\",\"version\":1,\"freeze\":[\"batchNormalization_2\"]}}")
                .loss(Loss.MSE)
                .resolved());

        check(frozen);

        assertThat(frozen.answers(true)).isEqualTo(frozen.answers(false));
    }

    private static void check(Checked checked) {
        double[] analytic = checked.gradient();

        for (int i : checked.trainable()) {
            double numeric = checked.difference(i);
            assertThat(Math.abs(analytic[i] - numeric) / Math.max(1e-2, Math.abs(numeric)))
                    .as("slope %d: %s and %s", i, analytic[i], numeric)
                    .isLessThan(1e-4);
        }
    }

    /** A dense layer before it, so that the gradient must come out at its other end. */
    private static TestJob job(String shape, String layer) {
        int units = Arrays.stream(shape.substring(1, shape.length() - 1).split(","))
                .mapToInt(Integer::parseInt)
                .reduce(1, Math::multiplyExact);
        return TestJob.on("")
                .numeric("a", "b")
                .targetValues("y")
                .layers("""
                        [{"type":"dense","units":%d,"activation":"tanh"},{"type":"reshape","targetShape":%s},{%s},
                         {"type":"flatten"},{"type":"dense"}]
                        """.formatted(units, shape, layer))
                .loss(Loss.MSE);
    }

    private static final class Checked {

        private final LossHead loss;
        private final MultiLayerNetwork network;
        private final Dl4jParameters layout;

        private final ResolvedJob job;

        Checked(ResolvedJob job) {
            this.job = job;
            Dl4jNetwork described = new Dl4jNetwork(job);
            loss = new LossHead(job.training().loss(), described.lastActivation());
            RowModel model = new RowModel(
                    described.configuration(
                            new NeuralNetConfiguration.Builder()
                                    .dataType(DataType.DOUBLE)
                                    .updater(new NoOp()),
                            loss),
                    job.layers());
            model.init(true);
            layout = new Dl4jParameters(job, model);
            network = (MultiLayerNetwork) model.model();
            SeededRandom random = new SeededRandom(7);
            double[] parameters = IntStream.range(0, (int) network.numParams())
                    .mapToDouble(i -> 0.3 + random.nextGaussian() * 0.5)
                    .toArray();
            layout.segments().stream()
                    .filter(Segment::statistic) // a variance is positive
                    .forEach(averages -> Arrays.fill(parameters, averages.from(), averages.to(), 0.7));
            network.params().assign(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
            double[] inputs = new double[ROWS * 2];
            Arrays.setAll(inputs, i -> random.nextGaussian());
            network.setInput(Nd4j.create(inputs, new long[] {ROWS, 2}, 'c'));
            network.setLabels(Nd4j.create(new double[] {1, -1, 0.5}, new long[] {ROWS, 1}, 'c'));
        }

        double[] answers(boolean training) {
            return network.output(network.getInput(), training).dup('c').data().asDouble();
        }

        /** Running averages have no gradient. */
        int[] trainable() {
            return layout.segments().stream()
                    .filter(segment -> !segment.statistic() && !job.training().freezes(segment.name()))
                    .flatMapToInt(segment -> IntStream.range(segment.from(), segment.to()))
                    .toArray();
        }

        double[] gradient() {
            network.computeGradientAndScore();
            return network.getGradientsViewArray().dup('c').data().asDouble();
        }

        double difference(int parameter) {
            double kept = network.params().getDouble(parameter);
            double slope = (lossAt(parameter, kept + STEP) - lossAt(parameter, kept - STEP)) / (2 * STEP);
            network.params().putScalar(parameter, kept);
            return slope;
        }

        private double lossAt(int parameter, double value) {
            network.params().putScalar(parameter, value);
            network.computeGradientAndScore();
            return loss.last();
        }
    }
}
