package dev.trainyard.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradients of convolutions and poolings against the same written down in double precision. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class ConvolutionGradientTest {

    private static final double CLOSE = 1e-5;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5,4,2 | {"type":"conv2d","filters":3,"kernelSize":[3,2],"activation":"tanh"}
            5,4,2 | {"type":"conv2d","filters":2,"strides":2,"padding":"same","useBias":false}
            6,5,1 | {"type":"conv2d","filters":2,"strides":[1,2],"padding":"same","activation":"sigmoid"}
            7,5,1 | {"type":"conv2d","filters":2,"kernelSize":2,"dilationRate":2,"activation":"softsign"}
            6,6,1 | {"type":"conv2d","filters":2,"dilationRate":2,"padding":"same"}
            4,4,2 | {"type":"maxPooling2d"}
            5,4,2 | {"type":"maxPooling2d","poolSize":3,"strides":2,"padding":"same"}
            6,6,1 | {"type":"conv2d","filters":2,"activation":"tanh"},{"type":"maxPooling2d"},{"type":"batchNormalization"}
            """)
    void areThoseOfPictures(String shape, String layers) {
        ResolvedJob job = pictures(shape, layers);
        NamedArrays start = Twins.drawn(job, 3);
        try (Engine engine = new FusedEngineMaker().make(job, start)) {
            for (int rows : new int[] {4, 2, 5}) {
                Batch batch = DrawnBatch.of(job, rows, rows);
                Differences exact = new Differences(job, start, batch);
                assertThat(Math.abs(engine.step(batch, 0) - exact.loss())).isLessThan(CLOSE);
                engine.setParameters(start);
                assertThat(Twins.difference(Twins.gradient(engine, batch), exact.gradient()))
                        .as("%d rows", rows)
                        .isLessThan(CLOSE);
            }
        }
    }

    private static ResolvedJob pictures(String shape, String layers) {
        int size = Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).reduce(1, Math::multiplyExact);
        return TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .layers("""
                        [{"type":"dense","units":%d,"activation":"tanh"},{"type":"reshape","targetShape":[%s]},%s,
                         {"type":"flatten"},{"type":"dense"}]""".formatted(size, shape, layers))
                .training("{\"optimizer\":{\"type\":\"sgd\"}}")
                .resolved();
    }

    /** Large pictures are laid out a few at a time. */
    @Test
    void isTheMeanOfThoseOfItsRows() {
        ResolvedJob job = pictures(
                "90,90,1",
                "{\"type\":\"conv2d\",\"filters\":2,\"kernelSize\":7},{\"type\":\"maxPooling2d\",\"poolSize\":28}");
        NamedArrays start = Twins.drawn(job, 3);
        Batch drawn = DrawnBatch.of(job, 7, 1);
        Batch batch = new Batch(drawn.inputs(), drawn.targets(), null);
        try (Engine engine = new FusedEngineMaker().make(job, start)) {
            float[] together =
                    Twins.gradient(engine, batch).get("conv2d_2/kernel").values();
            double[] mean = new double[together.length];
            for (int row = 0; row < 7; row++) {
                float[] alone = Twins.gradient(engine, alone(batch, row))
                        .get("conv2d_2/kernel")
                        .values();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += alone[i] / 7.0;
                }
            }
            for (int i = 0; i < mean.length; i++) {
                assertThat(Math.abs(mean[i] - together[i])).isLessThan(1e-5 * Math.max(1, Math.abs(mean[i])));
            }
        }
    }

    private static Batch alone(Batch batch, int row) {
        EncodedRows targets = batch.targets().slice(row, row + 1);
        return new Batch(batch.inputs().slice(row, row + 1), targets, null);
    }
}
