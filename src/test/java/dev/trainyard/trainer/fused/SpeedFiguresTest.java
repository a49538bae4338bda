package dev.trainyard.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Engine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of our own loop beside DL4J's, in turns in one process, by the CPU time of the thread. */
@Tag("figures")
class SpeedFiguresTest {

    private static final int ROUNDS = 7;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            784 | 10 | 32  | {"type":"dense","units":128,"activation":"relu"} | 400
            784 | 10 | 128 | {"type":"dense","units":128,"activation":"relu"} | 200
            784 | 10 | 128 | {"type":"dense","units":512,"activation":"relu"},{"type":"dense","units":512,"activation":"relu"} | 30
            784 | 10 | 64  | {"type":"reshape","targetShape":[28,28,1]},{"type":"conv2d","filters":20,"kernelSize":5,"activation":"relu"},{"type":"maxPooling2d"},{"type":"conv2d","filters":50,"kernelSize":5,"activation":"relu"},{"type":"maxPooling2d"},{"type":"flatten"},{"type":"dense","units":500,"activation":"relu"} | 15
            10  | 2  | 32  | {"type":"dense","units":32,"activation":"relu"},{"type":"dense","units":16,"activation":"relu"} | 2000
            """)
    void isFasterThanDl4j(int inputs, int classes, int rows, String layers, int steps) {
        ResolvedJob job = TestJob.on("")
                .numeric(IntStream.range(0, inputs).mapToObj(i -> "x" + i).toArray(String[]::new))
                .targetClasses(
                        "y", IntStream.range(0, classes).mapToObj(i -> "c" + i).toArray(String[]::new))
                .layers("[%s,{\"type\":\"dense\",\"units\":%d,\"activation\":\"softmax\"}]".formatted(layers, classes))
                .training("{\"loss\":\"categoricalCrossentropy\"}")
                .loss(dev.trainyard.plan.Loss.CATEGORICAL_CROSSENTROPY)
                .resolved();
        compare(job, rows, steps, layers);
    }

    @ParameterizedTest
    @CsvSource({"lstm,64,20", "gru,64,20"})
    void isFasterThanDl4jOnSequences(String layer, int units, int steps) {
        ResolvedJob job = TestJob.on("")
                .numeric(IntStream.range(0, 16).mapToObj(i -> "x" + i).toArray(String[]::new))
                .targetClasses("y", "1", "2", "3")
                .sequences(new Examples.Sequences(
                        Sequence.Mode.MANY_TO_ONE,
                        new ColumnSchema("run", ColumnType.NUMERIC, List.of()),
                        null,
                        50,
                        50,
                        0))
                .layers("[{\"type\":\"%s\",\"units\":%d},{\"type\":\"dense\"}]".formatted(layer, units))
                .resolved();
        compare(job, 32, steps, layer);
    }

    private static void compare(ResolvedJob job, int rows, int steps, String layers) {
        Batch batch = DrawnBatch.of(job, rows, 1);
        List<Double> ratios = new ArrayList<>();
        List<Double> speeds = new ArrayList<>();
        try (Twins twins = new Twins(job, 1)) {
            for (int round = 0; round < ROUNDS; round++) {
                double ours = seconds(twins.fused, batch, steps);
                double theirs = seconds(twins.dl4j, batch, Math.max(1, steps / 5)) * 5;
                ratios.add(theirs / ours);
                speeds.add(steps * rows / ours);
            }
        }
        ratios.subList(0, 2).clear();
        speeds.subList(0, 2).clear();
        System.out.printf(
                "%s batch %d: %.0f samples/s, %.1f times DL4J %s%n",
                layers, rows, median(speeds), median(ratios), ratios);
        assertThat(median(ratios)).isGreaterThan(1);
    }

    private static double seconds(Engine engine, Batch batch, int steps) {
        var threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        for (int step = 0; step < steps; step++) {
            engine.step(batch, 1e-3);
        }
        return (threads.getCurrentThreadCpuTime() - began) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
