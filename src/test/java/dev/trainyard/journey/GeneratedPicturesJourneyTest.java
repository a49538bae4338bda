package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Drawn digits are learned without a target: made anew by a generator, rebuilt and judged by a machine. */
@TrainyardTest
class GeneratedPicturesJourneyTest {

    @LocalServerPort
    private int port;

    private Http http;

    /** Drawn once for all tests. */
    private static String dataset = "";

    @BeforeEach
    void draw() {
        http = new Http(port);
        if (!dataset.isEmpty()) {
            return;
        }
        Answer sample = http.sample("digits", Map.of("rows", 60, "seed", 1));
        assertThat(sample.at("/state")).as(sample.text()).isEqualTo("ready");
        dataset = sample.at("/id");
    }

    @Test
    void generatorMakesPicturesOfTheClassThatIsWanted() throws Exception {
        String events = trains(
                "made",
                Map.of(
                        "kind",
                        "gan",
                        "latentSize",
                        4,
                        "condition",
                        "label",
                        "generator",
                        Map.of(
                                "layers",
                                List.of(
                                        Map.of("type", "dense", "units", 98, "activation", "relu"),
                                        Map.of("type", "reshape", "targetShape", List.of(7, 7, 2)),
                                        Map.of("type", "upSampling2d", "size", 4),
                                        Map.of(
                                                "type",
                                                "conv2d",
                                                "filters",
                                                1,
                                                "kernelSize",
                                                3,
                                                "padding",
                                                "same",
                                                "activation",
                                                "sigmoid"))),
                        "discriminator",
                        Map.of(
                                "layers",
                                List.of(
                                        Map.of(
                                                "type",
                                                "conv2d",
                                                "filters",
                                                2,
                                                "kernelSize",
                                                3,
                                                "strides",
                                                4,
                                                "activation",
                                                "leakyRelu"),
                                        Map.of("type", "flatten"),
                                        Map.of("type", "dense", "units", 1)))));

        assertThat(events).contains("\"sample\":\"samples\"", "\"png\":\"");
        Map<String, Object> wanted = Map.of("count", 4, "seed", 7, "labels", List.of("3"));
        Answer made = http.post("/api/v1/models/made/generate", wanted);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.json().at("/samples").size()).isEqualTo(4);
        assertThat(made.json().at("/samples/0").size()).isEqualTo(28);
        assertThat(made.json().at("/samples/0/27/27").asInt(-1)).isBetween(0, 255);
        assertThat(http.post("/api/v1/models/made/generate", wanted).text()).isEqualTo(made.text());
        HttpResponse<byte[]> sheet = picture("made", "{\"count\":4,\"seed\":7}");
        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(sheet.body())).getHeight())
                .isEqualTo(2 * (28 + 1) + 1);
        assertThat(http.post("/api/v1/models/made/generate", Map.of("labels", List.of("ten")))
                        .at("/errors/0/pointer"))
                .isEqualTo("/labels/0");
        Answer noise = http.get("/api/v1/models/made/versions/1/example");
        assertThat(http.post("/api/v1/models/made/reconstruct", noise.json()).at("/errors/0/code"))
                .as(noise.text())
                .isEqualTo("no_reconstruction");
    }

    @Test
    void machineRebuildsAndJudgesPictures() throws Exception {
        String events = trains("machine", Map.of("kind", "rbm", "hiddenUnits", 8));

        assertThat(events).contains("\"sample\":\"filters\"", "\"png\":\"");
        Map<String, Object> digit = Map.of("images", List.of(firstDigit()));
        Answer code = http.post("/api/v1/models/machine/transform", digit);
        assertThat(code.json().at("/features/0").size()).as(code.text()).isEqualTo(8);
        Answer rebuilt = http.post("/api/v1/models/machine/reconstruct", digit);
        byte[] png = Base64.getDecoder().decode(rebuilt.at("/reconstructions/0/example/image"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(28);
        assertThat(rebuilt.json().at("/reconstructions/0/error").asDouble()).isBetween(0.0, 1.0);
        Answer score = http.post("/api/v1/models/machine/score", digit);
        assertThat(score.at("/measure")).as(score.text()).isEqualTo("free-energy");
        assertThat(score.json().at("/scores/0/score").isNumber()).isTrue();
        assertThat(http.post("/api/v1/models/machine/score", Map.of("images", List.of("no picture")))
                        .at("/errors/0/code"))
                .isEqualTo("not_base64");
        rebuildsAWholeDataset(png);
    }

    /** Pictures that are answered make a data set of pictures, with what was told of those that were read. */
    private void rebuildsAWholeDataset(byte[] first) throws Exception {
        Answer done = http.succeeded(
                http.post("/api/v1/models/machine/batch-predictions", Map.of("datasetId", dataset, "name", "rebuilt")));
        assertThat(done.json().at("/predictions/answered").asInt()).isEqualTo(60);
        Answer made = http.readDataset(done.at("/predictions/datasetId"));
        assertThat(made.at("/state")).as(made.text()).isEqualTo("ready");
        assertThat(made.at("/kind")).isEqualTo("images");
        JsonNode rows = http.get("/api/v1/datasets/" + made.at("/id") + "/rows?limit=60")
                .json()
                .at("/data");
        JsonNode read = http.get("/api/v1/datasets/" + dataset + "/rows?limit=60")
                .json()
                .at("/data");
        assertThat(rows.findValuesAsString("label")).hasSize(60).isEqualTo(read.findValuesAsString("label"));
        assertThat(rows.findValuesAsString("original_path")).isEqualTo(read.findValuesAsString("path"));
        byte[] archive = bytes("/api/v1/datasets/" + made.at("/id") + "/content");
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            zip.getNextEntry();
            assertThat(zip.readAllBytes()).isEqualTo(first);
        }
    }

    @Test
    void autoencoderDrawsFromItsPrior() throws Exception {
        String events = trains(
                "drawn",
                Map.of(
                        "kind",
                        "vae",
                        "latentSize",
                        3,
                        "encoder",
                        Map.of("layers", List.of(Map.of("type", "flatten"), Map.of("type", "dense", "units", 8))),
                        "decoder",
                        Map.of(
                                "layers",
                                List.of(
                                        Map.of("type", "dense", "units", 784),
                                        Map.of("type", "reshape", "targetShape", List.of(28, 28, 1)),
                                        Map.of("type", "activation", "activation", "sigmoid")))));

        assertThat(events).contains("\"sample\":\"samples\"", "\"sample\":\"reconstructions\"", "train/kl");
        Map<String, Object> digit = Map.of("images", List.of(firstDigit()));
        Answer mean = http.post("/api/v1/models/drawn/transform", digit);
        assertThat(mean.at("/layer")).as(mean.text()).isEqualTo("mean");
        assertThat(mean.json().at("/features/0").size()).isEqualTo(3);
        assertThat(http.post("/api/v1/models/drawn/score", digit).at("/measure"))
                .isEqualTo("negative-elbo");
        assertThat(http.post("/api/v1/models/drawn/reconstruct", digit).at("/reconstructions/0/example/image"))
                .isNotEmpty();
        Map<String, Object> two = Map.of("count", 2, "seed", 7);
        Answer drawn = http.post("/api/v1/models/drawn/generate", two);
        assertThat(drawn.json().at("/samples/1").size()).as(drawn.text()).isEqualTo(28);
        assertThat(http.post("/api/v1/models/drawn/generate", two).text()).isEqualTo(drawn.text());
        assertThat(http.post("/api/v1/models/drawn/generate", Map.of("labels", List.of("3")))
                        .at("/errors/0/pointer"))
                .isEqualTo("/labels");
        assertThat(http.get("/api/v1/models/drawn/versions/1").text()).contains("decoder.onnx");
    }

    @Test
    void smallPicturesAreMadeLarger() throws Exception {
        String events = trains(
                "larger",
                Map.of(
                        "kind",
                        "gan",
                        "condition",
                        Map.of("type", "downscale", "factor", 2),
                        "generator",
                        Map.of(
                                "layers",
                                List.of(
                                        Map.of("type", "upSampling2d", "size", 2),
                                        Map.of(
                                                "type",
                                                "conv2d",
                                                "filters",
                                                1,
                                                "kernelSize",
                                                3,
                                                "padding",
                                                "same",
                                                "activation",
                                                "sigmoid"))),
                        "discriminator",
                        Map.of("layers", List.of(Map.of("type", "flatten"), Map.of("type", "dense", "units", 1)))));

        assertThat(events).contains("\"sample\":\"restorations\"", "validation/psnr", "validation/plainSsim");
        Answer example = http.get("/api/v1/models/larger/versions/1/example");
        Map<String, Object> small = Map.of("images", List.of(example.at("/images/0")));
        Answer made = http.post("/api/v1/models/larger/generate", small);
        assertThat(made.json().at("/samples/0").size()).as(made.text()).isEqualTo(28);
        assertThat(made.json().has("seed")).isFalse();
        Answer predicted = http.post("/api/v1/models/larger/predict", small);
        byte[] png = Base64.getDecoder().decode(predicted.at("/predictions/0/image"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(28);
        HttpResponse<byte[]> one = picture("larger", "{\"images\":[\"%s\"]}".formatted(example.at("/images/0")));
        assertThat(one.body()).isEqualTo(png);
        assertThat(http.post("/api/v1/models/larger/generate", Map.of("count", 2))
                        .at("/errors/0/pointer"))
                .isEqualTo("/count");
        assertThat(http.post("/api/v1/models/larger/generate", Map.of()).at("/errors/0/pointer"))
                .isEqualTo("/images");
        assertThat(http.post("/api/v1/models/larger/reconstruct", small).at("/errors/0/code"))
                .isEqualTo("no_reconstruction");
    }

    /** Trains to the end, and answers the job's events. */
    private String trains(String name, Map<String, Object> definition) {
        Map<String, Object> job =
                new LinkedHashMap<>(Map.of("name", name, "datasetId", dataset, "definition", definition));
        job.put("training", Map.of("epochs", 1, "batchSize", 20));
        return http.get("/api/v1/jobs/" + http.trained(job).at("/id") + "/events")
                .text();
    }

    private HttpResponse<byte[]> picture(String model, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(http.base() + "/api/v1/models/%s/generate".formatted(model)))
                .header("Content-Type", "application/json")
                .header("Accept", "image/png")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private String firstDigit() throws IOException, InterruptedException {
        return Base64.getEncoder().encodeToString(bytes("/api/v1/datasets/" + dataset + "/images/0"));
    }

    private byte[] bytes(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(http.base() + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }
}
