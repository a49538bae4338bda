package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.process.LaunchProfile;
import java.io.BufferedReader;
import java.io.InputStreamReader;
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

    /** Epochs of two jobs beside each other: the later half goes on for some seconds. */
    private static final int TOGETHER = 60;

    private static final int LARGEST = Integer.getInteger("trainyard.figures.rows", 10_000_000);

    @TempDir
    Path scratch;

    /**
     * What one trainer took.
     *
     * @param samplesPerSecond by the clock: the median of its later epochs
     * @param cpuPerRow seconds of a processor that a row of them took
     * @param anonymous the most bytes of memory that are no mapped files
     */
    private record Taken(double samplesPerSecond, double cpuPerRow, long anonymous) {}

    /** By the clock, so that it wants a machine with nothing else to do; what the processor took is told beside it. */
    @Test
    void aRowCostsTheSameHoweverManyThereAre() throws Exception {
        Map<Integer, Taken> taken = new TreeMap<>();
        for (int rows = 100_000; rows <= LARGEST; rows *= 10) {
            taken.put(rows, train(folder(rows, Math.max(3, 6_000_000 / rows)), rows));
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows: %.1f ns a row by the clock, %.1f of a processor, %,d MB%n",
                    rows,
                    1e9 / taken.get(rows).samplesPerSecond(),
                    1e9 * taken.get(rows).cpuPerRow(),
                    taken.get(rows).anonymous() >> 20);
        }
        double first = taken.get(100_000).samplesPerSecond();
        long bytes = taken.get(100_000).anonymous();
        assertThat(taken).hasSizeGreaterThan(1);
        taken.forEach((rows, each) -> {
            assertThat(first / each.samplesPerSecond()).as("%d rows", rows).isBetween(0.75, 1.25);
            assertThat(each.anonymous() - bytes)
                    .as("bytes beside those of 100,000 rows, which are the order of an epoch; %d rows", rows)
                    .isLessThan((256L << 20) + 8L * rows);
        });
    }

    /**
     * By the clock as well. Two processors of a machine may be threads of one core, which share its arithmetic: what vector
     * arithmetic in the cache keeps of its speed beside a second one is what the machine leaves, and of that a job may lose 15 %.
     */
    @Test
    void twoJobsOnTwoCoresHardlyHinderEachOther() throws Exception {
        List<JobFolder> folders =
                List.of(folder(300_000, TOGETHER), folder(300_000, TOGETHER), folder(300_000, TOGETHER));
        double machine = together(ScaleFiguresTest::arithmetic, ScaleFiguresTest::arithmetic) / arithmetic();
        double jobs = together(() -> speed(folders.get(0)), () -> speed(folders.get(1))) / speed(folders.get(2));
        System.out.printf(
                Locale.ROOT,
                "each of two jobs loses %.0f %%, plain vector arithmetic %.0f %% here%n",
                100 * (1 - jobs),
                100 * (1 - machine));
        assertThat(jobs).isGreaterThan(0.85 * Math.min(1, machine));
    }

    private double speed(JobFolder folder) throws Exception {
        return train(folder, 300_000).samplesPerSecond();
    }

    /** The mean speed of two at the same time. */
    private static double together(Callable<Double> one, Callable<Double> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Double>> both = threads.invokeAll(List.of(one, other));
            return (both.get(0).get() + both.get(1).get()) / 2;
        } finally {
            threads.shutdown();
        }
    }

    /** Rounds a second over numbers that fit into the nearest cache. */
    private static double arithmetic() {
        float[] x = new float[2048];
        float[] y = new float[2048];
        long began = System.nanoTime();
        long rounds = 0;
        while (System.nanoTime() - began < 4_000_000_000L) {
            for (int round = 0; round < 1000; round++) {
                for (int i = 0; i < x.length; i++) {
                    x[i] = x[i] * 0.999f + y[i] * 0.5f + 1e-3f;
                }
            }
            rounds++;
        }
        return x[7] > 0 ? rounds / ((System.nanoTime() - began) * 1e-9) : 0;
    }

    private JobFolder folder(int rows, int epochs) throws Exception {
        return job(rows, epochs).in(Files.createTempDirectory(scratch, "job"));
    }

    private Taken train(JobFolder folder, int rows) throws Exception {
        Path place = folder.folder();
        LaunchProfile profile = TrainerLaunch.of(1, 512, scratch.resolve("natives"), TrainerLaunch.Start.BY_HAND);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx%dm".formatted(profile.heapMegabytes()));
        command.addAll(profile.flags());
        command.add("@" + classPath(place));
        command.add(profile.mainClass());
        command.add(place.toString());
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
                speeds.subList(warm, speeds.size()).stream().sorted().toList().get((speeds.size() - warm) / 2),
                between.toNanos() * 1e-9 / rows / (ends.size() - warm),
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
