package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.json.Json;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.core.type.TypeReference;

/** How long the core takes, without HTTP: beside the bare runtime, beside DL4J's own {@code output}, alone and in batches. */
@Tag("figures")
class ServableFiguresTest {

    private static final int CALLS = Integer.getInteger("trainyard.calls", 20_000);
    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 7);
    private static final DenseBundle SMALL = DenseBundle.of(1, 10, 32, 16, 2);

    @TempDir
    private Path folder;

    /** Something that is timed. */
    private interface Call {
        void run() throws Exception;
    }

    @Test
    void answersARowWithin25Microseconds() throws Exception {
        BundleFolder bundle = SMALL.write(folder);
        double[] row = SMALL.row(new Random(1));
        byte[] json = DenseBundle.body(row).getBytes(StandardCharsets.UTF_8);
        List<Map<String, Object>> read = rows(json);
        try (Servable servable = Servable.open(bundle);
                Bare bare = new Bare(bundle, row);
                Own own = new Own()) {
            double[][] micros = interleaved(
                    bare::answer,
                    () -> servable.predict(read),
                    () -> servable.straight("small", 1, json),
                    () -> Json.mapper().writeValueAsBytes(servable.predict(rows(json))),
                    own::answer);
            System.out.printf(
                    "10-32-16-2, one row, processor time: bare session %.1f µs, encoded and told %.1f µs, JSON to JSON %.1f µs (<= 25), by the longer way %.1f µs, MultiLayerNetwork.output %.1f µs%n",
                    micros[0][0], micros[1][0], micros[2][0], micros[3][0], micros[4][0]);
            double ours = perSecond(8, () -> servable.straight("small", 1, json));
            double dl4j = perSecond(8, own::answer);
            double session = perSecond(8, bare::answer);
            System.out.printf(
                    "10-32-16-2, 8 callers: bare session %,.0f, ours from JSON to JSON %,.0f, DL4J %,.0f rows/s: %.0f times DL4J (>= 10)%n",
                    session, ours, dl4j, ours / dl4j);
            assertThat(micros[2][0]).isLessThan(25);
        }
    }

    private static List<Map<String, Object>> rows(byte[] json) {
        return Json.mapper()
                .readValue(json, new TypeReference<Map<String, List<Map<String, Object>>>>() {})
                .get("rows");
    }

    /** Median microseconds of processor time of each, measured in turn. */
    private static double[][] interleaved(Call... calls) throws Exception {
        double[][] rounds = new double[calls.length][ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            for (int i = 0; i < calls.length; i++) {
                double micros = micros(calls[i]);
                if (round >= 0) {
                    rounds[i][round] = micros;
                }
            }
        }
        double[][] medians = new double[calls.length][1];
        for (int i = 0; i < calls.length; i++) {
            Arrays.sort(rounds[i]);
            medians[i][0] = rounds[i][ROUNDS / 2];
        }
        return medians;
    }

    private static double micros(Call call) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (threads.getCurrentThreadCpuTime() - begin) / 1e3 / CALLS;
    }

    private static double perSecond(int callers, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        AtomicLong calls = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + Duration.ofSeconds(2).toNanos();
        List<Future<?>> working = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            working.add(threads.submit(() -> {
                while (System.nanoTime() < end) {
                    call.run();
                    calls.incrementAndGet();
                }
                return null;
            }));
        }
        for (Future<?> caller : working) {
            caller.get();
        }
        threads.shutdown();
        return calls.get() / ((System.nanoTime() - begin) / 1e9);
    }

    /** The runtime by itself, with the memory of its input taken once. */
    private static final class Bare implements AutoCloseable {

        private final OrtEnvironment runtime = OnnxRuntime.environment();
        private final OrtSession session;
        private final FloatBuffer row;

        Bare(BundleFolder bundle, double[] cells) throws Exception {
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            session = runtime.createSession(bundle.model().toString(), options);
            row = ByteBuffer.allocateDirect(4 * cells.length)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            for (int i = 0; i < cells.length; i++) {
                row.put(i, (float) ((cells[i] - 0.5) / 2));
            }
        }

        void answer() throws Exception {
            try (OnnxTensor input = OnnxTensor.createTensor(runtime, row.duplicate(), new long[] {1, row.capacity()});
                    OrtSession.Result result = session.run(Map.of("rows", input))) {
                ((OnnxTensor) result.get(0)).getFloatBuffer();
            }
        }

        @Override
        public void close() throws Exception {
            session.close();
        }
    }

    /** DL4J's network of the same layers. */
    private static final class Own implements AutoCloseable {

        private final MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .activation(Activation.RELU)
                .list(
                        new DenseLayer.Builder().nIn(10).nOut(32).build(),
                        new DenseLayer.Builder().nIn(32).nOut(16).build(),
                        new OutputLayer.Builder()
                                .nIn(16)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                .build());

        private final INDArray row = Nd4j.rand(1, 10);

        Own() {
            network.init();
        }

        void answer() {
            network.output(row);
        }

        @Override
        public void close() {
            network.close();
        }
    }

    @Test
    void answersManyCallersOfALargeModelInOneGo() throws Exception {
        DenseBundle large = DenseBundle.of(2, 10, 1024, 1024, 1024, 2);
        BundleFolder bundle = large.write(folder);
        List<Map<String, Object>> row = List.of(DenseBundle.cells(large.row(new Random(1))));
        try (Servable alone = Servable.open(bundle);
                Servable together =
                        Servable.open(bundle).batched(new Batches.Policy(16, Duration.ofNanos(500_000), 0))) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                double without = perSecond(16, () -> alone.predict(row));
                double with = perSecond(16, () -> together.predict(row));
                ratios.add(with / without);
                System.out.printf("16 callers of 8 MB: %,.0f rows/s alone, %,.0f in batches%n", without, with);
            }
            System.out.printf(
                    "dynamic batching: %.1f times the rows/s%n",
                    ratios.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow());
        }
    }
}
