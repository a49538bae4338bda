package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws the pictures of {@code docs/techniques.md}: each template trained over HTTP with its sample, and what came of it. */
@TrainyardTest
@Tag("figures")
class TechniquePicturesFiguresTest {

    private static final Path PICTURES = Path.of("docs", "pictures");

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private record Run(String dataset, Answer job) {

        String model() {
            return "/api/v1/models/" + job.at("/result/model");
        }
    }

    private Run run(String template, int rows, double noise, int epochs) {
        Answer written = http.get("/api/v1/definitions/templates/" + template);
        String dataset = http.sample(
                        written.at("/sample"),
                        Map.of("rows", rows, "noise", noise, "seed", 1, "name", template + "-" + rows))
                .at("/id");
        ObjectNode job = (ObjectNode) written.json().at("/job");
        job.put("datasetId", dataset);
        ((ObjectNode) job.at("/training")).put("epochs", epochs);
        return new Run(dataset, http.trained(job));
    }

    @ParameterizedTest
    @CsvSource({"playground, 500, 0.1, 100", "mlp-classifier, 1000, 0, 200"})
    void drawsThePlane(String template, int rows, double noise, int epochs) throws IOException {
        Run run = run(template, rows, noise, epochs);
        JsonNode grid = lastSample(run, "decision-grid").at("/values");
        double left = grid.at("/x/min").asDouble();
        double right = grid.at("/x/max").asDouble();
        double bottom = grid.at("/y/min").asDouble();
        double top = grid.at("/y/max").asDouble();

        Plot plot = new Plot(left, right, bottom, top)
                .field((x, y) -> grid.at("/values")
                        .get(cell(y, bottom, top))
                        .get(cell(x, left, right))
                        .asDouble());
        JsonNode points = http.get("/api/v1/datasets/" + run.dataset() + "/rows?limit=200")
                .json()
                .at("/data");
        for (int label = 0; label < 2; label++) {
            List<double[]> of = new ArrayList<>();
            for (JsonNode point : points) {
                if (point.at("/label").asInt() == label) {
                    of.add(new double[] {
                        point.at("/x").asDouble(), point.at("/y").asDouble()
                    });
                }
            }
            plot.points(of, 1 - label);
        }
        plot.save(PICTURES.resolve(template + ".png"), "x", "what it answers, and 200 rows");
    }

    private static int cell(double at, double from, double to) {
        return (int) Math.max(0, Math.min(49, Math.round((at - from) / (to - from) * 49)));
    }

    @ParameterizedTest
    @CsvSource({
        "rbm-pictures, 1000, 20, filters, 2",
        "autoencoder-pictures, 600, 15, reconstructions, 2",
        "vae, 600, 20, samples, 2",
        "gan-super-resolution, 300, 6, restorations, 2"
    })
    void keepsTheLastSheet(String template, int rows, int epochs, String kind, int times) throws IOException {
        Run run = run(template, rows, 0.1, epochs);
        String png = lastSample(run, kind).at("/png").asString();

        BufferedImage sheet =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png)));
        assertThat(sheet.getWidth()).isGreaterThan(50);
        Plot.write(Plot.larger(sheet, times), PICTURES.resolve(template + ".png"));
    }

    @ParameterizedTest
    @CsvSource({
        "cnn, 1000, 6, accuracy",
        "keras-mnist-quickstart, 1000, 5, accuracy",
        "text-classifier, 1500, 8, accuracy",
        "translation, 1200, 25, accuracy",
        "text-generation, 600, 10, loss",
        "captioning, 300, 6, accuracy",
        "clips, 1000, 8, accuracy",
        "rnn-many-to-many, 3000, 15, accuracy"
    })
    void drawsWhatWasLearned(String template, int rows, int epochs, String metric) throws IOException {
        Run run = run(template, rows, 0.1, epochs);
        JsonNode metrics =
                http.get("/api/v1/jobs/" + run.job().at("/id") + "/metrics").json();
        List<double[]> train = series(metrics, "train/" + metric);
        List<double[]> validation = series(metrics, "validation/" + metric);
        double top = metric.equals("accuracy")
                ? 1
                : Math.max(
                        validation.stream().mapToDouble(point -> point[1]).max().orElse(1),
                        train.stream().mapToDouble(point -> point[1]).max().orElse(1));

        new Plot(0, epochs, 0, top)
                .line("train", train)
                .line("validation", validation)
                .save(PICTURES.resolve(template + ".png"), "epoch", metric);
    }

    private static List<double[]> series(JsonNode metrics, String name) {
        List<double[]> points = new ArrayList<>();
        JsonNode values = metrics.at("/series").path(name);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isNumber()) {
                points.add(new double[] {
                    metrics.at("/epochs").get(i).asDouble(), values.get(i).asDouble()
                });
            }
        }
        assertThat(points).as(name).isNotEmpty();
        return points;
    }

    @Test
    void drawsARingOfGeneratedPoints() throws IOException {
        Run run = run("gan", 1000, 0.1, 100);
        List<double[]> real = new ArrayList<>();
        http.get("/api/v1/datasets/" + run.dataset() + "/rows?limit=200")
                .json()
                .at("/data")
                .forEach(row -> real.add(
                        new double[] {row.at("/x").asDouble(), row.at("/y").asDouble()}));
        List<double[]> made = new ArrayList<>();
        http.post(run.model() + "/generate", Map.of("count", 200, "seed", 7))
                .json()
                .at("/samples")
                .forEach(row -> made.add(
                        new double[] {row.at("/x").asDouble(), row.at("/y").asDouble()}));
        assertThat(made).hasSize(200);

        new Plot(-6, 6, -6, 6)
                .points(real, 0)
                .points(made, 1)
                .named("real")
                .named("generated")
                .save(PICTURES.resolve("gan.png"), "x", "y");
    }

    @Test
    void drawsASineOn() throws IOException {
        Run run = run("rnn-forecast", 1000, 0.1, 30);
        JsonNode rows = http.get("/api/v1/datasets/" + run.dataset() + "/rows?limit=200&after=0")
                .json()
                .at("/data");
        String column = run.job().at("/resolved/target/0/name");
        List<Map<String, Object>> prompt = new ArrayList<>();
        List<double[]> real = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double value = rows.get(i).path(column).asDouble();
            real.add(new double[] {i, value});
            if (i < 100) {
                prompt.add(Map.of(column, value));
            }
        }
        Answer answer = http.post(run.model() + "/generate", Map.of("prompt", prompt, "length", 100));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<double[]> told = new ArrayList<>();
        for (JsonNode step : answer.json().at("/steps")) {
            told.add(new double[] {100 + told.size(), step.path(column).asDouble()});
        }

        new Plot(0, 200, -1.6, 1.6)
                .line("measured", real)
                .line("forecast from 100 on", told)
                .save(PICTURES.resolve("rnn-forecast.png"), "step", column);
    }

    @Test
    void drawsLetters() throws IOException {
        Run run = run("strokes", 8000, 0.1, 30);
        BufferedImage letters = new BufferedImage(8 * 96, 128, BufferedImage.TYPE_INT_RGB);
        int at = 0;
        for (String letter : List.of("A", "H", "K", "O", "S", "T", "X", "Z")) {
            Answer answer = http.post(
                    run.model() + "/generate",
                    Map.of(
                            "prompt",
                            List.of(Map.of("letter", letter, "dx", 0, "dy", 0, "pen", "up")),
                            "until",
                            Map.of("pen", "end"),
                            "length",
                            23,
                            "temperature",
                            0.5,
                            "seed",
                            7));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            Pen.draw(answer.json().at("/steps"), letters.createGraphics(), at++ * 96, 96, 128);
        }
        Plot.write(letters, PICTURES.resolve("strokes.png"));
    }

    /** The last event of a kind that a job told. */
    private JsonNode lastSample(Run run, String kind) {
        JsonNode last = Json.mapper().createObjectNode();
        String after = "0";
        JsonNode page;
        do {
            page = http.get("/api/v1/jobs/" + run.job().at("/id") + "/events?after=" + after)
                    .json();
            for (JsonNode event : page.at("/data")) {
                after = event.path("seq").asString();
                last = event.path("sample").asString("").equals(kind) ? event : last;
            }
        } while (page.at("/hasMore").asBoolean());
        assertThat(last.isEmpty()).as("%s of %s", kind, run.job().at("/id")).isFalse();
        return last;
    }
}
