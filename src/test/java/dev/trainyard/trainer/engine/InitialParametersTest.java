package dev.trainyard.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trainyard.trainer.TestJob;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialParametersTest {

    /** Standard deviations by Keras' definitions, for 2 inputs and 3000 units. */
    @ParameterizedTest
    @CsvSource({
        "glorotUniform,0.025812",
        "glorotNormal,0.025812",
        "heUniform,1.0",
        "heNormal,1.0",
        "lecunUniform,0.707107",
        "lecunNormal,0.707107",
        "normal,0.05",
        "uniform,0.028868",
        "zeros,0"
    })
    void spreadAsKerasDefinesThem(String initializer, double stddev) {
        float[] kernel = InitialParameters.of(TestJob.on("")
                        .numeric("a", "b")
                        .targetValues("y")
                        .layers("""
                                [{"type":"dense","units":3000,"kernelInitializer":"%s"},{"type":"dense"}]
                                """.formatted(initializer))
                        .resolved())
                .get("dense_0/kernel")
                .values();

        double mean = IntStream.range(0, kernel.length)
                .mapToDouble(i -> kernel[i])
                .average()
                .orElseThrow();
        double squares = IntStream.range(0, kernel.length)
                .mapToDouble(i -> kernel[i] * kernel[i])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, offset(stddev * 0.06 + 1e-12));
        assertThat(Math.sqrt(squares)).isCloseTo(stddev, offset(stddev * 0.04 + 1e-12));
    }
}
