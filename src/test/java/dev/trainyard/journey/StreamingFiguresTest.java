package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * What telling costs a training: by the service, with fifty readers of its stream, it takes turns with the same training by a
 * process that tells nobody, so that the machine's moods meet both. The network is tiny, for that is the hardest case.
 */
@TrainyardTest
@Tag("figures")
class StreamingFiguresTest {

    private static final int READERS = 50;
    private static final int PAIRS = Integer.getInteger("trainyard.figures.pairs", 9);
    private static final int ROWS = 20_000;
    private static final int EPOCHS = Integer.getInteger("trainyard.figures.epochs", 1500);

    @LocalServerPort
    private int port;

    @Value("${trainyard.data}")
    private Path data;

    @TempDir
    private Path scratch;

    @Test
    void metricsAndFiftyReadersCostTrainingAtMostTwoPercent() throws IOException {
        Http http = new Http(port);
        String dataset = http.sample("plane", Map.of("rows", ROWS)).at("/id");
        Answer job = trained(http, dataset, 0);
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean first = pair % 2 == 0;
            double before = first ? alone(job, pair) : 0;
            double told = secondsOf(speeds(trained(http, dataset, READERS), http));
            ratios.add(told / (first ? before : alone(job, pair)));
        }
        ratios.sort(null);
        double median = ratios.get(ratios.size() / 2);
        System.out.printf(
                "training seconds with metrics and %d readers over those of a process that tells nobody: %s, median %.4f%n",
                READERS, ratios, median);
        assertThat(median).as("with readers over without").isLessThanOrEqualTo(1.02);
    }

    private double alone(Answer job, int pair) throws IOException {
        Undisturbed process =
                new Undisturbed(data.resolve("store"), data.resolve("natives"), scratch.resolve("pair-" + pair));
        process.add(job);
        process.train();
        return secondsOf(process.speeds(job));
    }

    private static Answer trained(Http http, String dataset, int readers) {
        String id = KilledJobs.submit(
                http,
                Map.of(
                        "name",
                        "told",
                        "datasetId",
                        dataset,
                        "definition",
                        Map.of(
                                "kind",
                                "sequential",
                                "layers",
                                List.of(
                                        Map.of("type", "dense", "units", 16, "activation", "tanh"),
                                        Map.of("type", "dense"))),
                        "training",
                        Map.of("epochs", EPOCHS)));
        List<CompletableFuture<HttpResponse<Void>>> streams = attach(http.base(), id, readers);
        Answer ended = Waiting.until(() -> Optional.of(http.get("/api/v1/jobs/" + id + "?wait=60"))
                .filter(job -> job.json().at("/terminal").asBoolean()));
        assertThat(ended.at("/state")).as(ended.text()).isEqualTo("succeeded");
        streams.forEach(stream -> assertThat(stream.join().statusCode()).isEqualTo(200));
        return ended;
    }

    private static List<CompletableFuture<HttpResponse<Void>>> attach(String base, String id, int readers) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/jobs/" + id + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        List<CompletableFuture<HttpResponse<Void>>> streams = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            streams.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        }
        return streams;
    }

    /** Rows a second in each epoch by the trainer's own clock, validation, checkpoints and events included. */
    private static List<Double> speeds(Answer job, Http http) {
        List<Double> speeds = new ArrayList<>();
        String after = "0";
        boolean more = true;
        while (more) {
            JsonNode page = http.get("/api/v1/jobs/%s/events?limit=1000&after=%s".formatted(job.at("/id"), after))
                    .json();
            for (JsonNode event : page.at("/data")) {
                if (event.at("/endOfEpoch").asBoolean(false)) {
                    speeds.add(event.at("/samplesPerSecond").asDouble(Double.NaN));
                }
            }
            more = page.at("/hasMore").asBoolean();
            after = page.at("/nextAfter").asString();
        }
        return speeds;
    }

    /** Seconds of an epoch; the first quarter of them, in which either compiles, does not count. */
    private static double secondsOf(List<Double> speeds) {
        assertThat(speeds).hasSize(EPOCHS + 1);
        return speeds.subList(1 + EPOCHS / 4, EPOCHS + 1).stream()
                .mapToDouble(speed -> ROWS / speed)
                .average()
                .orElseThrow();
    }
}
