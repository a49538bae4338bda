package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.reader.TestArchive;
import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** From a folder of pictures to a model that reads files, with the real database, trainer process and HTTP. */
@TrainyardTest
class PictureJourneyTest {

    private static final int SIDE = 10;
    private static final String PREDICT = "/api/v1/models/lines/predict";

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void trainsOnAFolderOfPicturesAndReadsFiles() throws Exception {
        String dataset = uploadsLines();
        trains(dataset);

        asksWithBase64();
        asksWithAFile();
        asksWithParts();
        isToldWhatIsNoPicture();
        passesItsOwnTest();
    }

    @Test
    void runsTheQuickStartOfKerasOnDrawnDigits() throws Exception {
        Answer sample = http.sample("digits", Map.of("rows", 100, "seed", 1));
        assertThat(sample.at("/state")).as(sample.text()).isEqualTo("ready");
        JsonNode template =
                http.get("/api/v1/definitions/templates/keras-mnist-quickstart").json();
        Map<String, Object> body = Json.mapper().convertValue(template.at("/job"), new TypeReference<>() {});
        body.put("datasetId", sample.at("/id"));
        http.trained(body);

        HttpResponse<byte[]> picture = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(http.base() + "/api/v1/datasets/" + sample.at("/id") + "/images/0"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = posts("/api/v1/models/keras-mnist-quickstart/predict", picture.body(), "image/png");

        assertThat(answer.at("/predictions/0/probabilities").size()).isEqualTo(10);
    }

    private String uploadsLines() throws IOException {
        TestArchive archive = new TestArchive();
        for (int i = 0; i < 80; i++) {
            archive.with("flat/%d.png".formatted(i), line(i % SIDE, true, 150 + i));
            archive.with("upright/%d.png".formatted(i), line(i % SIDE, false, 150 + i));
        }
        Answer read = http.dataset("name=lines", archive.zip());
        assertThat(read.at("/state")).as(read.text()).isEqualTo("ready");
        return read.at("/id");
    }

    private void trains(String dataset) {
        Map<String, Object> definition = Map.of(
                "kind",
                "sequential",
                "layers",
                List.of(
                        Map.of("type", "conv2d", "filters", 4, "kernelSize", 3, "activation", "relu"),
                        Map.of("type", "maxPooling2d"),
                        Map.of("type", "flatten"),
                        Map.of("type", "dense", "units", "auto")));
        Answer accepted = http.post(
                "/api/v1/jobs",
                Map.of(
                        "name",
                        "lines",
                        "datasetId",
                        dataset,
                        "definition",
                        definition,
                        "preprocessing",
                        Map.of("images", "0-1", "augmentation", Map.of("flip", "both")),
                        "training",
                        Map.of("epochs", 30, "optimizer", Map.of("type", "adam", "learningRate", 0.02))));
        http.succeeded(accepted);
        Answer version = http.get("/api/v1/models/lines/versions/latest");
        assertThat(version.json().at("/metrics/test~1accuracy").asDouble())
                .as(version.text())
                .isGreaterThan(0.9);
    }

    private void asksWithBase64() throws IOException {
        String flat = Base64.getEncoder().encodeToString(line(4, true, 220));
        String upright = "data:image/png;base64," + Base64.getEncoder().encodeToString(line(4, false, 220));
        Answer answer = http.post(PREDICT, Map.of("images", List.of(flat, upright)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/predictions/0/label")).isEqualTo("flat");
        assertThat(answer.at("/predictions/1/label")).isEqualTo("upright");
    }

    private void asksWithAFile() throws Exception {
        JsonNode answer = posts(PREDICT, line(7, false, 200), "image/png");

        assertThat(answer.at("/predictions/0/label").asString()).isEqualTo("upright");
    }

    private void asksWithParts() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (boolean flat : new boolean[] {true, false}) {
            body.writeBytes("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(line(2, flat, 200));
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("--limit--\r\n".getBytes(StandardCharsets.US_ASCII));

        JsonNode answer = posts(PREDICT, body.toByteArray(), "multipart/form-data; boundary=limit");

        assertThat(answer.at("/predictions/0/label").asString()).isEqualTo("flat");
        assertThat(answer.at("/predictions/1/label").asString()).isEqualTo("upright");
    }

    private void isToldWhatIsNoPicture() {
        Answer refused = http.post(PREDICT, Map.of("images", List.of("aGVsbG8=", "*")));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/images/0");
        assertThat(refused.at("/errors/1/code")).isEqualTo("not_base64");
        assertThat(http.post(PREDICT, Map.of("rows", List.of(Map.of("x", 1)))).status())
                .isEqualTo(422);
    }

    private void passesItsOwnTest() {
        Answer example = http.get("/api/v1/models/lines/versions/latest/example");
        assertThat(http.post(PREDICT, example.text()).status()).isEqualTo(200);
        Answer selftest = http.post("/api/v1/models/lines/versions/1/selftest", Map.of());
        assertThat(selftest.json().at("/passed").asBoolean())
                .as(selftest.text())
                .isTrue();
    }

    private JsonNode posts(String path, byte[] body, String type) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(http.base() + path))
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private static byte[] line(int at, boolean flat, int brightness) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < SIDE; i++) {
            image.getRaster().setSample(flat ? i : at, flat ? at : i, 0, brightness);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
