package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.definition.Templates;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters that the template {@code strokes} draws from their first step can be told by whoever knows real ones. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class StrokesFiguresTest {

    private static final List<String> LETTERS = List.of("A", "H", "K", "O", "S", "T", "X", "Z");
    private static final int LONGEST = 24;

    @TempDir
    private Path scratch;

    @Test
    void drawsLettersThatCanBeTold() throws Exception {
        Path csv = Files.write(
                scratch.resolve("strokes.csv"), Samples.named("strokes").bytes(10_000, 0.1, 1));
        JobFolder folder = job(csv).in(scratch.resolve("job"));
        long start = System.nanoTime();
        assertThat(new Recorded().run(folder).last()).isInstanceOf(TrainerEvent.Finished.class);
        System.out.printf(
                "%.0f s: %s%n",
                (System.nanoTime() - start) / 1e9,
                folder.bundle().readEvaluation().metrics());
        Map<String, double[]> means = means(Files.readAllLines(csv));

        try (Servable servable = Servable.open(folder.bundle())) {
            for (double temperature : new double[] {0, 0.5, 1}) {
                int told = 0;
                for (String letter : LETTERS) {
                    for (int seed = 0; seed < 10; seed++) {
                        told += nearest(way(drawn(servable, letter, temperature, seed)), means)
                                        .equals(letter)
                                ? 1
                                : 0;
                    }
                }
                System.out.printf("temperature %s: %d of 80 told%n", temperature, told);
                assertThat(told).isGreaterThanOrEqualTo(72);
            }
        }
    }

    private static TestJob job(Path csv) {
        Map<String, Object> template = new Templates().find("strokes").job();
        return TestJob.on(
                        "SELECT drawing::DOUBLE AS drawing, t::DOUBLE AS t, letter, dx::DOUBLE AS dx, dy::DOUBLE AS dy, pen FROM read_csv('%s', header=true, all_varchar=true)"
                                .formatted(csv))
                .categorical("letter", LETTERS.toArray(String[]::new))
                .numeric("dx", "dy")
                .categorical("pen", "down", "end", "up")
                .targetValues("dx", "dy")
                .targetClasses("pen", "down", "end", "up")
                .sequences(new Examples.Sequences(
                        Sequence.Mode.MANY_TO_MANY,
                        new ColumnSchema("drawing", ColumnType.NUMERIC, List.of()),
                        new ColumnSchema("t", ColumnType.NUMERIC, List.of()),
                        LONGEST,
                        LONGEST,
                        0,
                        true))
                .task(Task.GENERATION)
                .definition(Json.mapper().writeValueAsString(template.get("definition")))
                .split("{\"validation\":0.1,\"test\":0.1}")
                .training(Json.mapper().writeValueAsString(template.get("training")));
    }

    private static List<Map<String, @Nullable Object>> drawn(
            Servable servable, String letter, double temperature, long seed) {
        List<Map<String, Object>> prompt = List.of(Map.of("letter", letter, "dx", 0, "dy", 0, "pen", "up"));
        return servable.rollout()
                .orElseThrow()
                .roll(Continuation.of(prompt, null, LONGEST - 1, temperature, seed, Map.of("pen", "end")), seed)
                .steps();
    }

    /** Where the pen is after each step, as long as it is on its way; then where it stays. */
    private static double[] way(List<Map<String, @Nullable Object>> steps) {
        double[] way = new double[2 * LONGEST];
        for (int i = 0; i < LONGEST; i++) {
            boolean goes = i < steps.size();
            way[2 * i] = (i == 0 ? 0 : way[2 * i - 2])
                    + (goes ? ((Number) steps.get(i).get("dx")).doubleValue() : 0);
            way[2 * i + 1] = (i == 0 ? 0 : way[2 * i - 1])
                    + (goes ? ((Number) steps.get(i).get("dy")).doubleValue() : 0);
        }
        return way;
    }

    /** The mean way of each letter of the training data, without the first step, which stands still. */
    private static Map<String, double[]> means(List<String> csv) {
        Map<String, List<Map<String, @Nullable Object>>> drawings = new LinkedHashMap<>();
        Map<String, String> letters = new LinkedHashMap<>();
        for (String line : csv.subList(1, csv.size())) {
            String[] cells = line.split(",");
            letters.put(cells[0], cells[2]);
            List<Map<String, @Nullable Object>> steps = drawings.computeIfAbsent(cells[0], id -> new ArrayList<>());
            if (!cells[1].equals("0")) {
                steps.add(Map.of("dx", Double.parseDouble(cells[3]), "dy", Double.parseDouble(cells[4])));
            }
        }
        Map<String, double[]> means = new LinkedHashMap<>();
        for (String letter : LETTERS) {
            List<double[]> ways = drawings.entrySet().stream()
                    .filter(drawing -> letters.get(drawing.getKey()).equals(letter))
                    .map(Map.Entry::getValue)
                    .map(StrokesFiguresTest::way)
                    .toList();
            double[] mean = new double[2 * LONGEST];
            ways.forEach(way -> {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += way[i] / ways.size();
                }
            });
            means.put(letter, mean);
        }
        return means;
    }

    private static String nearest(double[] way, Map<String, double[]> means) {
        String nearest = "";
        double least = Double.MAX_VALUE;
        for (Map.Entry<String, double[]> mean : means.entrySet()) {
            double distance = 0;
            for (int i = 0; i < way.length; i++) {
                distance += Math.pow(way[i] - mean.getValue()[i], 2);
            }
            nearest = distance < least ? mean.getKey() : nearest;
            least = Math.min(least, distance);
        }
        return nearest;
    }
}
