package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.process.LaunchProfile;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training costs with a hundred times as many rows, and with another one beside it: whole trainer processes. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class ScaleFiguresTest {

    private static final int FEATURES = 10;
    private static final int LARGEST = Integer.getInteger("trainyard.figures.rows", 10_000_000);

    @TempDir
    Path scratch;

    /**
     * What one trainer took.
     *
     * @param cpuPerRow seconds of a processor that a row of an epoch took, the first half of the epochs left out
     * @param samplesPerSecond of its last epochs by the clock
     * @param anonymous the most bytes of memory that are no mapped files
     */
    private record Taken(double cpuPerRow, double samplesPerSecond, long anonymous) {}

    /** By the time of the processor, since other work on the machine is not ours. */
    @Test
    void aRowCostsTheSameHoweverManyThereAre() throws Exception {
        Map<Integer, Taken> taken = new TreeMap<>();
        for (int rows = 100_000; rows <= LARGEST; rows *= 10) {
            taken.put(rows, train(rows, Math.max(3, 4_000_000 / rows)));
            System.out.printf(Locale.ROOT, "%d rows: %s%n", rows, taken.get(rows));
        }
        double first = taken.get(100_000).cpuPerRow();
        long bytes = taken.get(100_000).anonymous();
        assertThat(taken).hasSizeGreaterThan(1);
        taken.forEach((rows, each) -> {
            assertThat(each.cpuPerRow() / first).as("%d rows", rows).isBetween(0.75, 1.25);
            assertThat(each.anonymous() - bytes)
                    .as("bytes beside those of 100,000 rows, which are the order of an epoch; %d rows", rows)
                    .isLessThan((256L << 20) + 8L * rows);
        });
    }

    /**
     * By the time of the processor as well. Beside it stands what plain arithmetic loses, since two hyperthreads share one
     * core.
     */
    @Test
    void twoJobsOnTwoCoresHardlyHinderEachOther() throws Exception {
        double spinAlone = together(1, ScaleFiguresTest::spin);
        double spinTogether = together(2, ScaleFiguresTest::spin);
        double alone = together(1, () -> 1 / train(300_000, 12).cpuPerRow());
        double both = together(2, () -> 1 / train(300_000, 12).cpuPerRow());

        double machine = 1 - spinTogether / spinAlone;
        double lost = 1 - both / alone;
        System.out.printf(
                Locale.ROOT,
                "alone %.0f samples a second of the processor, each of two %.0f: loses %.0f %%; plain arithmetic loses %.0f %% here%n",
                alone,
                both,
                100 * lost,
                100 * machine);
        assertThat(lost).isLessThan(Math.max(0, machine) + 0.15);
    }

    /** The mean of what so many at the same time answer. */
    private static double together(int count, Callable<Double> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Double>> all = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(work))
                    .toList();
            double sum = 0;
            for (Future<Double> each : all) {
                sum += each.get();
            }
            return sum / count;
        } finally {
            threads.shutdown();
        }
    }

    /** Rounds a second of the processor, of a loop that needs no memory. */
    private static double spin() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        long rounds = 0;
        double x = 1;
        while (threads.getCurrentThreadCpuTime() - began < 2_000_000_000L) {
            for (int i = 0; i < 100_000; i++) {
                x = x * 1.0000001 + 1e-9;
            }
            rounds++;
        }
        return x > 0 ? rounds / 2.0 : 0;
    }

    private Taken train(int rows, int epochs) throws Exception {
        Path place = Files.createTempDirectory(scratch, "job");
        JobFolder folder = written(job(rows, epochs), place);
        LaunchProfile profile = TrainerLaunch.of(1, 512, scratch.resolve("natives"), TrainerLaunch.Start.BY_HAND);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(profile.flags());
        command.add("@" + classPath(place));
        command.add(profile.mainClass());
        command.add(folder.folder().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(profile.environment());
        builder.redirectError(place.resolve("log").toFile());
        Process process = builder.start();
        try {
            return watch(process, rows);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** One after the other: all tests write rows by one connection. */
    private static synchronized JobFolder written(TestJob job, Path place) throws Exception {
        return job.in(place);
    }

    /** In a file: class paths can be longer than command lines. */
    private static Path classPath(Path place) throws Exception {
        return Files.writeString(
                place.resolve("arguments"), "-cp \"%s\"".formatted(System.getProperty("java.class.path")));
    }

    private static TestJob job(int rows, int epochs) {
        List<String> names = IntStream.range(0, FEATURES).mapToObj(f -> "x" + f).toList();
        String columns = IntStream.range(0, FEATURES)
                .mapToObj(f -> "(hash(i * %d + %d) %% 20001)::DOUBLE / 10000 - 1 AS x%d".formatted(FEATURES, f, f))
                .collect(Collectors.joining(", "));
        return TestJob.on("""
                        SELECT *, CASE WHEN x0 * x1 + x2 > 0 THEN 'yes' ELSE 'no' END AS label
                        FROM (SELECT %s FROM range(%d) r(i))""".formatted(columns, rows))
                .numeric(names.toArray(String[]::new))
                .targetClasses("label", "no", "yes")
                .layers("""
                        [{"type":"dense","units":32,"activation":"relu"},{"type":"dense","units":16,"activation":"relu"},
                         {"type":"dense"}]""")
                .engine("fused")
                .preprocessing("{\"numeric\":\"none\"}")
                .split("{\"validation\":0,\"test\":0}")
                .training("{\"epochs\":%d,\"batchSize\":32}".formatted(epochs));
    }

    private static Taken watch(Process process, int rows) throws Exception {
        List<Duration> ends = new ArrayList<>();
        List<Double> speeds = new ArrayList<>();
        long anonymous = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                TrainerEvent event = Json.mapper().readValue(line, TrainerEvent.class);
                anonymous = Math.max(anonymous, anonymous(process));
                if (event instanceof TrainerEvent.Metrics metrics && metrics.endOfEpoch() && metrics.epoch() > 0) {
                    ends.add(process.info().totalCpuDuration().orElseThrow());
                    speeds.add(metrics.samplesPerSecond());
                } else if (event instanceof TrainerEvent.PhaseStarted started
                        && started.phase() == TrainerEvent.Phase.EVALUATING) {
                    break;
                }
            }
        }
        int warm = ends.size() / 2;
        Duration between = ends.get(ends.size() - 1).minus(ends.get(warm - 1));
        return new Taken(
                between.toNanos() * 1e-9 / rows / (ends.size() - warm),
                speeds.subList(warm, speeds.size()).stream().sorted().toList().get((speeds.size() - warm) / 2),
                anonymous);
    }

    private static long anonymous(Process process) throws Exception {
        Path status = Path.of("/proc/%d/status".formatted(process.pid()));
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
