package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recurrent networks are known to reach, on the samples and on the airline passengers. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class SequenceFiguresTest {

    private static final Path AIRLINE = Path.of("../shared/data/airline-passengers.csv");
    private static final ColumnSchema ID = new ColumnSchema("sequence", ColumnType.NUMERIC, List.of());
    private static final ColumnSchema T = new ColumnSchema("t", ColumnType.NUMERIC, List.of());

    @TempDir
    Path scratch;

    private String sample(String name, int rows, double noise) throws IOException {
        Path file =
                Files.write(scratch.resolve(name + ".csv"), Samples.named(name).bytes(rows, noise, 7));
        return "read_csv('%s', header=true, all_varchar=true)".formatted(file);
    }

    private JobFolder train(TestJob job) throws Exception {
        JobFolder folder = job.in(scratch.resolve("job"));
        long start = System.nanoTime();
        Recorded run = new Recorded().run(folder);
        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        System.out.printf(
                "%.1f s: %s%n",
                (System.nanoTime() - start) / 1e9,
                folder.bundle().readEvaluation().metrics());
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
        return folder;
    }

    private static double metric(JobFolder folder, String name) throws Exception {
        return folder.bundle().readEvaluation().metrics().get(name);
    }

    /** Hochreiter and Schmidhuber (1997): always answering 1 has an error of 1/6. */
    @Test
    void addsTwoMarkedNumbersOf50() throws Exception {
        JobFolder folder = train(TestJob.on("""
                        SELECT sequence::DOUBLE AS sequence, t::DOUBLE AS t, value::DOUBLE AS value,
                               marker::DOUBLE AS marker, target::DOUBLE AS target FROM %s""".formatted(sample("adding-problem", 500_000, 0)))
                .numeric("value", "marker")
                .targetValues("target")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, ID, T, 50, 50, 0))
                .layers("[{\"type\":\"lstm\",\"units\":32},{\"type\":\"dense\"}]")
                .training("""
                        {"epochs":30,"batchSize":32,"metrics":["mse"],"optimizer":{"type":"adam","learningRate":0.004},
                         "gradientClipping":{"norm":1.0},
                         "earlyStopping":{"monitor":"validation/mse","patience":8,"restoreBest":true}}"""));

        assertThat(metric(folder, "test/mse")).isLessThanOrEqualTo(0.01);
    }

    @Test
    void repeatsWhatItHeardThreeStepsAgo() throws Exception {
        JobFolder folder = train(TestJob.on("SELECT sequence::DOUBLE AS sequence, t::DOUBLE AS t, input, target FROM "
                        + sample("echo", 20_000, 0))
                .categorical("input", "0", "1")
                .targetClasses("target", "0", "1")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, ID, T, 50, 50, 0))
                .layers("[{\"type\":\"lstm\",\"units\":16},{\"type\":\"dense\"}]")
                .training("{\"epochs\":40,\"batchSize\":16,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01}}"));

        assertThat(metric(folder, "test/accuracy")).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void forecastsASine() throws Exception {
        JobFolder folder = train(TestJob.on(
                        "SELECT t::DOUBLE AS t, value::DOUBLE AS value FROM " + sample("sine", 2_000, 0.05))
                .numeric("value")
                .targetValues("value")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, null, T, 50, 1, 1))
                .split("{\"by\":\"time\",\"validation\":0.1,\"test\":0.2}")
                .layers("[{\"type\":\"gru\",\"units\":16},{\"type\":\"dense\"}]")
                .training("{\"epochs\":30,\"batchSize\":32,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01}}"));

        assertThat(metric(folder, "test/r2")).isGreaterThanOrEqualTo(0.98);
    }

    /** The last two years and a half are held back; the naive forecast is what was a year before. */
    @Test
    void forecastsAYearOfPassengersBetterThanTheYearBefore() throws Exception {
        Path file = AIRLINE.toAbsolutePath().normalize();
        assumeTrue(Files.exists(file), "airline-passengers.csv is not here: put the data sets into ../shared/data");
        ColumnSchema month = new ColumnSchema("Month", ColumnType.TEXT, List.of());
        JobFolder folder = train(TestJob.on(
                        "SELECT Month::VARCHAR AS Month, Passengers::DOUBLE AS Passengers FROM read_csv('%s')"
                                .formatted(file))
                .numeric("Passengers")
                .targetValues("Passengers")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, null, month, 24, 1, 12))
                .split("{\"by\":\"time\",\"validation\":0.0,\"test\":0.2}")
                .layers("[{\"type\":\"simpleRnn\",\"units\":24,\"activation\":\"linear\"},{\"type\":\"dense\"}]")
                .training(
                        "{\"epochs\":300,\"batchSize\":16,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.003}}"));

        double naive = naive(file);
        System.out.printf("seasonal naive %.2f, network %.2f%n", naive, metric(folder, "test/rmse"));
        assertThat(metric(folder, "test/rmse")).isLessThan(naive);
    }

    /** The root mean squared error of the same month a year before, over the same forecasts. */
    private static double naive(Path file) throws IOException {
        double[] passengers = Files.readAllLines(file).stream()
                .skip(1)
                .filter(line -> line.contains(","))
                .mapToDouble(line -> Double.parseDouble(line.split(",")[1].strip()))
                .toArray();
        int first = passengers.length - (int) Math.round(0.2 * passengers.length);
        double sum = 0;
        int count = 0;
        for (int target = first; target + 12 <= passengers.length; target++) {
            for (int i = target; i < target + 12; i++) {
                sum += Math.pow(passengers[i] - passengers[i - 12], 2);
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }
}
