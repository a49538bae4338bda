package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What readers of a job's stream cost its training: jobs with and without them take turns, so that the machine's moods meet both. */
@TrainyardTest
@Tag("figures")
class StreamingFiguresTest {

    private static final int READERS = 50;
    private static final int PAIRS = Integer.getInteger("trainyard.figures.pairs", 5);
    private static final int ROWS = 20_000;
    private static final int EPOCHS = 40;

    @LocalServerPort
    private int port;

    @Test
    void fiftyReadersCostTrainingAtMostTwoPercent() {
        Http http = new Http(port);
        String dataset = http.sample("plane", Map.of("rows", ROWS)).at("/id");
        secondsOf(trained(http, dataset, 0), http);
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            double alone = secondsOf(trained(http, dataset, pair % 2 == 0 ? 0 : READERS), http);
            double other = secondsOf(trained(http, dataset, pair % 2 == 0 ? READERS : 0), http);
            ratios.add(pair % 2 == 0 ? other / alone : alone / other);
        }
        ratios.sort(null);
        double median = ratios.get(ratios.size() / 2);
        System.out.printf(
                "training seconds with %d readers over those without: %s, median %.4f%n", READERS, ratios, median);
        assertThat(median).as("with readers over without").isLessThanOrEqualTo(1.02);
    }

    private String trained(Http http, String dataset, int readers) {
        Answer job = http.post("/api/v1/jobs", """
                        {"datasetId":"%s","definition":{"kind":"sequential","layers":[
                           {"type":"dense","units":16,"activation":"tanh"},{"type":"dense"}]},
                         "training":{"epochs":%d}}
                        """.formatted(dataset, EPOCHS));
        assertThat(job.status()).as(job.text()).isEqualTo(202);
        List<CompletableFuture<HttpResponse<Void>>> streams = attach(http.base(), job.at("/id"), readers);
        http.succeeded(job);
        streams.forEach(stream -> assertThat(stream.join().statusCode()).isEqualTo(200));
        return job.at("/id");
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

    /** The time that all epochs took by the trainer's own clock, validation, checkpoints and events included. */
    private static double secondsOf(String id, Http http) {
        double seconds = 0;
        int epochs = 0;
        String after = "0";
        boolean more = true;
        while (more) {
            JsonNode page = http.get("/api/v1/jobs/" + id + "/events?limit=1000&after=" + after)
                    .json();
            for (JsonNode event : page.at("/data")) {
                if (event.at("/endOfEpoch").asBoolean() && event.has("samplesPerSecond")) {
                    seconds += ROWS / event.at("/samplesPerSecond").asDouble();
                    epochs++;
                }
            }
            more = page.at("/hasMore").asBoolean();
            after = page.at("/nextAfter").asString();
        }
        assertThat(epochs).isGreaterThanOrEqualTo(EPOCHS - 1);
        return seconds / epochs;
    }
}
