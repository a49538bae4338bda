package dev.trainyard.prediction;

import com.sun.management.OperatingSystemMXBean;
import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.definition.Shape;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers dense networks beside PyTorch and DL4J, in turns: {@code ServingBenchmarks <folder of the report> <scratch folder>}. {@code
 * -Dbench.pairs=5} says how many pairs of turns there are, {@code -Dbench.millis=1000} how long each takes.
 */
public final class ServingBenchmarks {

    private static final int PAIRS = Integer.getInteger("bench.pairs", 3);
    private static final Duration TURN = Duration.ofMillis(Integer.getInteger("bench.millis", 1000));

    private ServingBenchmarks() {}

    /** Something that answers so many rows. */
    private interface Call {
        Object answer() throws Exception;
    }

    /** What a turn gave: rows a second by wall time, and by processor time. */
    private record Turn(double perSecond, double perProcessorSecond) {}

    public static void main(String[] arguments) throws Exception {
        TorchNet.beOfOneThread();
        Path scratch = Files.createDirectories(Path.of(arguments[1]));
        System.setProperty("DJL_CACHE_DIR", scratch.resolve("torch").toString());
        List<String> lines = new ArrayList<>();
        beside(scratch, 1, "1", "10", lines, 10, 32, 16, 2);
        beside(scratch, 32, "2", "", lines, 784, 128, 10);
        Files.writeString(Path.of(arguments[0]).resolve("serving.md"), """
                # Serving beside PyTorch and DL4J

                Java %s, %d processors; medians of %d pairs of turns, after warm-up. PyTorch runs by Deep Java Library in eager mode, one
                thread a caller, from arrays to arrays, and so does DL4J's `MultiLayerNetwork.output`; ours from arrays to arrays, and from the
                bytes of a JSON body to those of an answer.

                | network | callers | arrays / PyTorch | by processor time | JSON / PyTorch | by processor time | aim | arrays / DL4J | aim | rows/s | from JSON | PyTorch's | DL4J's |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|
                %s
                """.formatted(
                Runtime.version(), Runtime.getRuntime().availableProcessors(), PAIRS, String.join("\n", lines)));
    }

    private static void beside(Path scratch, int rows, String aim, String dl4jAim, List<String> lines, int... widths)
            throws Exception {
        DenseBundle drawn = DenseBundle.of(1, widths);
        BundleFolder bundle = drawn.write(Files.createTempDirectory(scratch, "bundle"));
        Random random = new Random(1);
        double[][] cells = new double[rows][];
        float[] values = new float[rows * widths[0]];
        for (int row = 0; row < rows; row++) {
            cells[row] = drawn.row(random);
            for (int i = 0; i < widths[0]; i++) {
                values[row * widths[0] + i] = (float) ((cells[row][i] - 0.5) / 2);
            }
        }
        byte[] body = DenseBundle.body(cells).getBytes(StandardCharsets.UTF_8);
        try (Servable servable = Servable.open(bundle);
                OnnxNetwork network = OnnxNetwork.open(
                        bundle.model(),
                        List.of(new OnnxNetwork.Port("rows", Shape.of(widths[0]))),
                        new OnnxNetwork.Port("answers", Shape.of(widths[widths.length - 1])));
                TorchNet torch = new TorchNet(widths);
                Dl4jNet dl4j = new Dl4jNet(widths)) {
            for (int callers : new int[] {1, 8}) {
                lines.add(line(
                        name(rows, widths),
                        callers,
                        rows,
                        aim,
                        dl4jAim,
                        () -> network.answer(new Encoded(values, null), rows),
                        () -> servable.straight("net", 1, body),
                        () -> torch.answer(values),
                        () -> dl4j.answer(values)));
                System.out.println(lines.get(lines.size() - 1));
            }
        }
    }

    private static String name(int rows, int... widths) {
        StringBuilder name = new StringBuilder();
        for (int width : widths) {
            name.append(name.length() == 0 ? "" : "-").append(width);
        }
        return name + ", batch " + rows;
    }

    private static String line(
            String name,
            int callers,
            int rows,
            String aim,
            String dl4jAim,
            Call arrays,
            Call json,
            Call torch,
            Call dl4j)
            throws Exception {
        List<List<Turn>> turns = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int pair = -2; pair < PAIRS; pair++) {
            List<Turn> these = List.of(
                    turn(callers, rows, arrays),
                    turn(callers, rows, torch),
                    turn(callers, rows, json),
                    turn(callers, rows, dl4j));
            for (int i = 0; pair >= 0 && i < these.size(); i++) {
                turns.get(i).add(these.get(i));
            }
        }
        List<Turn> ours = turns.get(0);
        List<Turn> theirs = turns.get(1);
        List<Turn> fromJson = turns.get(2);
        List<Turn> dl4js = turns.get(3);
        return String.format(
                Locale.ROOT,
                "| %s | %d | **%.1f** | %.1f | %.1f | %.1f | %s | **%.1f** | %s | %,.0f | %,.0f | %,.0f | %,.0f |",
                name,
                callers,
                ratio(ours, theirs, false),
                ratio(ours, theirs, true),
                ratio(fromJson, theirs, false),
                ratio(fromJson, theirs, true),
                aim,
                ratio(ours, dl4js, false),
                dl4jAim,
                median(ours.stream().map(Turn::perSecond).toList()),
                median(fromJson.stream().map(Turn::perSecond).toList()),
                median(theirs.stream().map(Turn::perSecond).toList()),
                median(dl4js.stream().map(Turn::perSecond).toList()));
    }

    private static Turn turn(int callers, int rows, Call call) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        AtomicLong calls = new AtomicLong();
        long busy = system.getProcessCpuTime();
        long begin = System.nanoTime();
        long end = begin + TURN.toNanos();
        List<Future<?>> working = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            working.add(threads.submit(() -> {
                long own = 0;
                while (System.nanoTime() < end) {
                    call.answer();
                    own++;
                }
                calls.addAndGet(own);
                return null;
            }));
        }
        for (Future<?> caller : working) {
            caller.get();
        }
        threads.shutdown();
        double answered = (double) calls.get() * rows;
        return new Turn(
                answered / ((System.nanoTime() - begin) / 1e9), answered / ((system.getProcessCpuTime() - busy) / 1e9));
    }

    private static double ratio(List<Turn> ours, List<Turn> theirs, boolean byProcessor) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(
                    byProcessor
                            ? ours.get(i).perProcessorSecond() / theirs.get(i).perProcessorSecond()
                            : ours.get(i).perSecond() / theirs.get(i).perSecond());
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
