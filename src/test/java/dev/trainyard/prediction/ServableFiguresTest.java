package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;

/** How long the core takes for one row, JSON in and JSON out, without HTTP. */
@Tag("figures")
class ServableFiguresTest {

    private static final int CALLS = 20_000;
    private static final byte[] ROWS =
            "[{\"gre\":380,\"gpa\":3.61,\"school\":\"north\"}]".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void answersARowWithin25Microseconds() throws Exception {
        try (Servable servable = Servable.open(TestBundle.admissions().write(folder))) {
            callMany(servable);
            double[] rounds = new double[9];
            for (int round = 0; round < rounds.length; round++) {
                rounds[round] = callMany(servable);
            }
            Arrays.sort(rounds);
            System.out.printf(
                    "one row, JSON to JSON: median %.1f µs (%.1f to %.1f); 8 callers: %,.0f rows/s%n",
                    rounds[4], rounds[0], rounds[8], eightCallers(servable));
            assertThat(rounds[4]).isLessThan(25);
        }
    }

    private static double callMany(Servable servable) {
        long start = System.nanoTime();
        for (int call = 0; call < CALLS; call++) {
            call(servable);
        }
        return (System.nanoTime() - start) / 1000.0 / CALLS;
    }

    private static byte[] call(Servable servable) {
        List<Map<String, Object>> rows = Json.mapper().readValue(ROWS, new TypeReference<>() {});
        return Json.mapper().writeValueAsBytes(servable.predict(rows));
    }

    private static double eightCallers(Servable servable) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Callable<Double>> work = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            work.add(() -> callMany(servable));
        }
        long start = System.nanoTime();
        for (Future<Double> done : callers.invokeAll(work)) {
            done.get();
        }
        callers.shutdown();
        return 8.0 * CALLS / ((System.nanoTime() - start) / 1e9);
    }
}
