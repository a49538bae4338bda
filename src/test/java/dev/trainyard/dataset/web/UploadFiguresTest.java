package dev.trainyard.dataset.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How fast and how lean uploads are, in the service as users start it. */
@Tag("figures")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UploadFiguresTest {

    private static final String DATASETS = "/api/v1/datasets?name=figures";
    private static final long GIGABYTE = 1L << 30;
    private static final long MOST_HEAP_GROWTH = 64L << 20;

    private static ServiceProcess service;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        service = ServiceProcess.start(256, data);
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    @Test
    @Order(1)
    void readsAHundredThousandRowsInThreeSeconds() {
        byte[] csv = csv(100_000).getBytes(StandardCharsets.UTF_8);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            JsonNode dataset = untilRead(service.http().upload(DATASETS, csv).json());
            seconds.add((System.nanoTime() - begin) / 1e9);
            assertThat(dataset.at("/state").asString()).isEqualTo("ready");
            assertThat(dataset.at("/rows").asInt()).isEqualTo(100_000);
        }

        System.out.printf("FIGURE upload of 100,000 rows x 10 columns to ready, one after the other: %s s%n", seconds);
        assertThat(seconds.stream().sorted().toList().get(2)).as("median").isLessThanOrEqualTo(3);
    }

    @Test
    @Order(3)
    void takesAGigabyteWithoutMoreHeap() throws Exception {
        service.http().upload(DATASETS, csv(1_000).getBytes(StandardCharsets.UTF_8));
        long before = heapAfterCollection();
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.http().base() + DATASETS))
                .POST(HttpRequest.BodyPublishers.ofInputStream(UploadFiguresTest::gigabyte))
                .timeout(Duration.ofMinutes(5))
                .build();
        CompletableFuture<HttpResponse<String>> answering =
                HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        long most = before;
        while (!answering.isDone()) {
            most = Math.max(most, heapAfterCollection());
        }
        HttpResponse<String> answer = answering.join();
        long growth = most - before;

        System.out.printf("FIGURE live heap during an upload of 1 GB: %+d MB%n", growth >> 20);
        assertThat(answer.statusCode()).isIn(201, 202);
        assertThat(Json.mapper().readTree(answer.body()).at("/bytes").asLong()).isEqualTo(GIGABYTE);
        assertThat(growth).isLessThan(MOST_HEAP_GROWTH);
    }

    /** DuckDB alone reads the same file, writes it as Parquet and summarizes it, in the same run. */
    @Test
    @Order(2)
    void readsAMillionRowsInTwiceTheTimeOfDuckDbAlone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("million.csv"), csv(1_000_000));
        double alone = Math.min(alone(file, folder), alone(file, folder));

        long begin = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.http().base() + DATASETS))
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .timeout(Duration.ofMinutes(5))
                .build();
        CompletableFuture<JsonNode> reading = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> Json.mapper().readTree(answer.body()))
                .thenApply(UploadFiguresTest::untilRead);
        long most = 0;
        while (!isDoneSoon(reading)) {
            most = Math.max(most, mostMemoryOfReaders());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;

        System.out.printf(
                "FIGURE upload of 1,000,000 rows x 10 columns to ready: %.2f s, DuckDB alone %.2f s (%.2f times); reader's memory %d MB%n",
                seconds, alone, seconds / alone, most >> 20);
        assertThat(reading.join().at("/rows").asInt()).isEqualTo(1_000_000);
        assertThat(most).isLessThanOrEqualTo(GIGABYTE);
        assertThat(seconds).isLessThanOrEqualTo(2 * alone);
    }

    /** Waits a little between two looks, which would otherwise take a core from what is measured. */
    private static boolean isDoneSoon(CompletableFuture<?> reading) throws Exception {
        try {
            reading.get(50, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static JsonNode untilRead(JsonNode dataset) {
        JsonNode now = dataset;
        while (now.at("/state").asString().equals("processing")) {
            now = service.http()
                    .get("/api/v1/datasets/" + dataset.at("/id").asString() + "?wait=30")
                    .json();
        }
        return now;
    }

    private static double alone(Path file, Path folder) throws SQLException {
        long begin = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT * FROM read_csv('%s')".formatted(file));
            statement.execute(
                    "COPY t TO '%s' (FORMAT parquet, COMPRESSION zstd)".formatted(folder.resolve("t.parquet")));
            statement.execute("SUMMARIZE t");
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** The highest resident size that a child of the service has had. */
    private static long mostMemoryOfReaders() {
        return ProcessHandle.of(service.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(child -> child.info().commandLine().orElse("").contains("ReaderMain"))
                .mapToLong(child -> highWater(Path.of("/proc", Long.toString(child.pid()), "status")))
                .max()
                .orElse(0);
    }

    private static long highWater(Path status) {
        try {
            Matcher most = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(Files.readString(status));
            return most.find() ? Long.parseLong(most.group(1)) * 1024 : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static InputStream gigabyte() {
        return new InputStream() {
            private final byte[] rows =
                    "1.5,2.5,3.5,4.5,5.5,6.5,7.5,abcdefg,1234567\n".getBytes(StandardCharsets.UTF_8);
            private long position;

            @Override
            public int read() {
                return position < GIGABYTE ? rows[(int) (position++ % rows.length)] : -1;
            }
        };
    }

    /** What a full collection leaves, by {@code jcmd}. */
    private static long heapAfterCollection() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
        long bytes = 0;
        while (used.find()) {
            bytes += Long.parseLong(used.group(1)) * 1024;
        }
        return bytes;
    }

    private static String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(service.pid()),
                        command)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static String csv(int rows) {
        Random random = new Random(1);
        return IntStream.range(0, rows)
                .mapToObj(i -> IntStream.range(0, 8)
                        .mapToObj(j -> "%.4f,".formatted(random.nextGaussian()))
                        .collect(Collectors.joining("", "", i % 3 + "x," + i % 2)))
                .collect(Collectors.joining("\n", "a,b,c,d,e,f,g,h,kind,label\n", "\n"));
    }
}
