package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/** From the sample of clips to a model that answers for each frame, with the real database, trainer process and HTTP. */
@TrainyardTest
class ClipJourneyTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String VERSION = "/api/v1/models/clips/versions/1/";

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void clipsAreLearnedFrameByFrameAndAskedFor() throws Exception {
        Answer sample = http.sample("moving-shapes", Map.of("rows", 480, "seed", 1));
        assertThat(sample.at("/state")).as(sample.text()).isEqualTo("ready");
        isLaidOut(sample.at("/id"));
        trains(sample.at("/id"));

        asks(sample.at("/id"));
        isToldWhatIsNoClip();
        isEvaluatedFrameByFrame();
        answersItsOwnExample();
    }

    private void isLaidOut(String dataset) {
        Answer layout = http.get("/api/v1/datasets/" + dataset + "/layout?mode=many-to-many");
        assertThat(layout.status()).as(layout.text()).isEqualTo(200);
        assertThat(layout.json().at("/inputShape").toString()).isEqualTo("[12,20,20,1]");
        assertThat(layout.json().at("/examples/0/input")).hasSize(12);
        assertThat(layout.json().at("/examples/0/input/0")).hasSize(400);
        assertThat(layout.json().at("/examples/0/rows/11").asInt()).isEqualTo(11);
        assertThat(layout.json().at("/examples/0/target")).hasSize(12);
        Answer refused = http.get("/api/v1/datasets/" + dataset + "/layout?features=frame");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/features");
    }

    private void trains(String dataset) {
        ObjectNode body = (ObjectNode)
                http.get("/api/v1/definitions/templates/clips").json().at("/job");
        body.put("datasetId", dataset);
        Answer plan = http.post("/api/v1/plans", body);
        assertThat(plan.json().at("/layers/0/inputShape").toString()).isEqualTo("[12,20,20,1]");
        // However slow the test is, the job has not ended before it is paused.
        ((ObjectNode) body.at("/training")).put("epochs", 100_000);
        Answer accepted = http.post("/api/v1/jobs", body);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        String address = "/api/v1/jobs/" + accepted.at("/id");
        goesOnAfterAPause(address);
        await().atMost(LONG)
                .until(() -> http.get(address).json().at("/progress/epoch").asInt() >= 12);
        assertThat(http.post(address + "/finish", "").status()).isEqualTo(202);
        Answer job = http.succeeded(accepted);
        assertThat(job.json().at("/latest/train~1accuracy").asDouble())
                .as(job.text())
                .isGreaterThan(0.5);
    }

    private void goesOnAfterAPause(String job) {
        awaitState(job, "running");
        Answer pausing = http.post(job + "/pause", "");
        assertThat(pausing.status()).as(pausing.text()).isEqualTo(202);
        awaitState(job, "paused");
        assertThat(http.post(job + "/resume", "").status()).isEqualTo(202);
    }

    private void awaitState(String job, String state) {
        await().atMost(LONG).until(() -> http.get(job).at("/state").equals(state));
    }

    private void asks(String dataset) throws IOException, InterruptedException {
        List<String> frames = new ArrayList<>();
        for (int row = 0; row < 5; row++) {
            frames.add(Base64.getEncoder().encodeToString(picture(dataset, row)));
        }
        Answer answer = http.post("/api/v1/models/clips/predict", Map.of("clips", List.of(frames)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/predictions/0/steps").size()).isEqualTo(5);
        assertThat(answer.json().at("/predictions/0/steps/4/probabilities").size())
                .isEqualTo(5);
    }

    private byte[] picture(String dataset, int row) throws IOException, InterruptedException {
        URI address = URI.create(http.base() + "/api/v1/datasets/%s/images/%d".formatted(dataset, row));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private void isToldWhatIsNoClip() {
        Answer refused =
                http.post("/api/v1/models/clips/predict", Map.of("clips", List.of(List.of("aGVsbG8="), "aGVsbG8=")));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/clips/0/0");
        assertThat(refused.at("/errors/1/pointer")).isEqualTo("/clips/1");
        assertThat(http.get("/v2/models/clips").status()).isEqualTo(200);
    }

    private void isEvaluatedFrameByFrame() {
        Answer evaluation = http.get(VERSION + "evaluation");
        assertThat(evaluation.status()).as(evaluation.text()).isEqualTo(200);
        Answer version = http.get("/api/v1/models/clips/versions/1");
        assertThat(version.json().at("/metrics").has("test/accuracy"))
                .as(version.text())
                .isTrue();
    }

    private void answersItsOwnExample() {
        Answer example = http.get(VERSION + "example");
        Answer answer = http.post("/api/v1/models/clips/predict", example.text());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Answer selftest = http.post(VERSION + "selftest", Map.of());
        assertThat(selftest.json().at("/passed").asBoolean())
                .as(selftest.text())
                .isTrue();
    }
}
