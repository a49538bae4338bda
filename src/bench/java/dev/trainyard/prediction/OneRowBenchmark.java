package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.definition.Shape;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.springframework.util.FileSystemUtils;

/**
 * One row of 10-32-16-2 by JMH: from the bytes of a JSON body to those of an answer, from an array to an array, and beside these
 * {@code MultiLayerNetwork.output} and PyTorch; {@code OneRowBenchmark <folder of the report> <scratch folder>}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class OneRowBenchmark {

    private static final int[] WIDTHS = {10, 32, 16, 2};
    private static final String CACHE = "DJL_CACHE_DIR";

    private final float[] values = new float[WIDTHS[0]];
    private Path scratch;
    private byte[] body;
    private Servable servable;
    private OnnxNetwork network;
    private Dl4jNet dl4j;
    private TorchNet torch;

    public static void main(String[] arguments) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int callers : new int[] {1, 8}) {
            for (RunResult result : run(callers, Path.of(arguments[1]))) {
                lines.add(line(callers, result.getPrimaryResult()));
            }
        }
        Files.writeString(Path.of(arguments[0]).resolve("one-row.md"), """
                # One row, 10-32-16-2, by JMH

                Java %s, %d processors. `jsonToJson` reads the bytes of a body and writes those of an answer; the others go from an array to an array.

                | | callers | rows/s | ± |
                |---|---|---|---|
                %s
                """.formatted(
                        Runtime.version(), Runtime.getRuntime().availableProcessors(), String.join("\n", lines)));
    }

    private static Iterable<RunResult> run(int callers, Path scratch) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(OneRowBenchmark.class.getSimpleName())
                        .threads(callers)
                        .jvmArgsPrepend("-D%s=%s".formatted(CACHE, scratch.resolve("torch")))
                        .build())
                .run();
    }

    private static String line(int callers, Result<?> result) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %d | %,.0f | %,.0f |",
                result.getLabel(),
                callers,
                result.getScore(),
                result.getScoreError());
    }

    @Setup
    public void open() throws Exception {
        TorchNet.beOfOneThread();
        DenseBundle drawn = DenseBundle.of(1, WIDTHS);
        scratch = Files.createTempDirectory("one-row");
        BundleFolder bundle = drawn.write(scratch);
        double[] row = drawn.row(new Random(1));
        for (int i = 0; i < row.length; i++) {
            values[i] = (float) ((row[i] - 0.5) / 2);
        }
        body = DenseBundle.body(row).getBytes(StandardCharsets.UTF_8);
        servable = Servable.open(bundle);
        network = OnnxNetwork.open(
                bundle.model(),
                List.of(new OnnxNetwork.Port("rows", Shape.of(WIDTHS[0]))),
                new OnnxNetwork.Port("answers", Shape.of(WIDTHS[WIDTHS.length - 1])));
        dl4j = new Dl4jNet(WIDTHS);
        torch = new TorchNet(WIDTHS);
    }

    @TearDown
    public void close() throws Exception {
        torch.close();
        dl4j.close();
        network.close();
        servable.close();
        FileSystemUtils.deleteRecursively(scratch);
    }

    @Benchmark
    public byte[] jsonToJson() {
        return servable.straight("small", 1, body);
    }

    @Benchmark
    public float[] arrays() {
        return network.answer(new Encoded(values, null), 1);
    }

    @Benchmark
    public float[] multiLayerNetwork() {
        return dl4j.answer(values);
    }

    @Benchmark
    public float[] pyTorch() {
        return torch.answer(values);
    }
}
