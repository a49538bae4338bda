package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Sequences, texts and several outputs by CSV and by the inference protocols: the same answers as by the native call. */
@TrainyardTest
class OtherExamplesHttpTest {

    private static final String ROWS =
            "FROM (SELECT s AS run, t, sin(s * 12.9 + t * 7.3) AS x FROM range(12) r(s), range(4) q(t))";

    private final TestVersions versions;
    private final Http http;

    @TempDir
    private Path scratch;

    @Autowired
    OtherExamplesHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
    }

    private void publish(String name, TestJob job) throws Exception {
        if (http.get("/api/v1/models/" + name).status() == 404) {
            JobFolder folder = job.training("{\"epochs\":1}").in(scratch.resolve(name));
            new Recorded().run(folder);
            versions.registry().register(versions.stored(name, folder.bundle().readManifest(), folder.bundle(), null));
        }
    }

    private static ColumnSchema number(String name) {
        return new ColumnSchema(name, ColumnType.NUMERIC, List.of());
    }

    @BeforeEach
    void publish() throws Exception {
        publish(
                "steps",
                TestJob.on("SELECT *, CASE WHEN x > 0 THEN 'up' ELSE 'down' END AS way " + ROWS)
                        .numeric("x")
                        .targetClasses("way", "down", "up")
                        .sequences(
                                new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, number("run"), number("t"), 4, 4, 0))
                        .layers("[{\"type\":\"gru\",\"units\":2},{\"type\":\"dense\"}]"));
        byte[] frames = new byte[12 * 2 * 4];
        Arrays.fill(frames, 0, 48, (byte) 200);
        publish(
                "films",
                TestJob.pictures(
                                "SELECT i // 2 AS run, i % 2 AS t, CASE WHEN i < 12 THEN 'up' ELSE 'down' END AS way FROM range(24) r(i)",
                                frames, new PictureSize(2, 2, 1))
                        .targetClasses("way", "down", "up")
                        .clips(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, number("run"), number("t"), 3, 3, 0))
                        .layers("""
                                [{"type":"timeDistributed","layer":{"type":"flatten"}},{"type":"gru","units":2},{"type":"dense"}]"""));
        publish(
                "two",
                TestJob.on("SELECT *, 2 * x AS price, CASE WHEN x > 0 THEN 'flat' ELSE 'house' END AS kind " + ROWS)
                        .numeric("x")
                        .targetValues("price")
                        .targetClasses("kind", "flat", "house")
                        .definition("""
                                {"kind":"graph","outputs":["cost","sort"],"nodes":[
                                 {"type":"dense","name":"cost","inputs":["input"]},{"type":"dense","name":"sort","inputs":["input"]}]}"""));
        publish(
                "mood",
                TestJob.on(
                                "SELECT CASE WHEN x > 0 THEN 'so good' ELSE 'so bad' END AS text, CASE WHEN x > 0 THEN 'praise' ELSE 'blame' END AS label "
                                        + ROWS)
                        .text("text", 10, 3)
                        .targetClasses("label", "blame", "praise")
                        .layers("""
                                [{"type":"embedding","inputDim":10,"outputDim":2},{"type":"gru","units":2},{"type":"dense"}]"""));
    }

    private static String probability(String pointer, Http.Answer answer) {
        return rounded(answer.json().at(pointer).asDouble());
    }

    private static String rounded(double probability) {
        return String.format(Locale.ROOT, "%.5f", probability);
    }

    /** A cell of a line of CSV, counted from 0. */
    private static String cell(Http.Answer csv, int line, int place) {
        return rounded(Double.parseDouble(csv.text().lines().toList().get(line).split(",")[place]));
    }

    @Test
    void answersSequences() {
        Http.Answer answer = http.post(
                "/api/v1/models/steps/predict",
                "{\"sequences\":[[{\"x\":0.5},{\"x\":-0.5}],[{\"x\":0.25},{\"x\":0.75}]]}");
        String wanted = probability("/predictions/1/steps/1/probabilities/up", answer);

        Http.Answer csv = http.post(
                "/api/v1/models/steps/predict",
                "run,t,x\r\na,2,-0.5\r\nb,1,0.25\r\na,1,0.5\r\nb,2,0.75\r\n",
                "Content-Type",
                "text/csv");
        assertThat(csv.status()).as(csv.text()).isEqualTo(200);
        List<String> lines = csv.text().lines().toList();
        assertThat(lines.get(0)).isEqualTo("run,step,label,probability_down,probability_up");
        assertThat(lines)
                .extracting(line -> line.split(",")[0] + line.split(",")[1])
                .containsExactly("runstep", "a0", "a1", "b0", "b1");
        assertThat(cell(csv, 4, 4)).isEqualTo(wanted);

        assertThat(http.get("/v2/models/steps").text())
                .contains("\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[-1,-1,1]}]")
                .contains("{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,-1,2]}");
        Http.Answer infer = http.post("/v2/models/steps/infer", """
                {"inputs":[{"name":"input","shape":[2,2,1],"datatype":"FP32","data":[0.5,-0.5,0.25,0.75]}],"outputs":[{"name":"probabilities"}]}""");
        assertThat(infer.json().at("/outputs/0/shape").toString()).isEqualTo("[2,2,2]");
        assertThat(probability("/outputs/0/data/7", infer)).isEqualTo(wanted);
        Http.Answer byColumn = http.post("/v2/models/steps/infer", """
                {"inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","data":[[0.5,-0.5],[0.25,0.75]]}]}""");
        assertThat(byColumn.json().at("/outputs/0/shape").toString()).isEqualTo("[2,2,1]");
        assertThat(probability("/outputs/1/data/7", byColumn)).isEqualTo(wanted);

        Http.Answer instances =
                http.post("/v1/models/steps:predict", "{\"instances\":[[{\"x\":0.5},{\"x\":-0.5}],[[0.25],[0.75]]]}");
        assertThat(probability("/predictions/1/probabilities/1/1", instances)).isEqualTo(wanted);
        Http.Answer inputs = http.post("/v1/models/steps:predict", "{\"inputs\":{\"x\":[[0.5,-0.5],[0.25,0.75]]}}");
        assertThat(probability("/outputs/probabilities/1/1/1", inputs)).isEqualTo(wanted);
    }

    @Test
    void answersClips() throws Exception {
        String dark = frame(0);
        String bright = frame(255);
        Http.Answer answer = http.post(
                "/api/v1/models/films/predict",
                Map.of("clips", List.of(List.of(dark, bright), List.of(bright, bright))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String wanted = probability("/predictions/1/probabilities/up", answer);

        assertThat(http.get("/v2/models/films").text())
                .contains("\"inputs\":[{\"name\":\"clip\",\"datatype\":\"BYTES\",\"shape\":[-1,-1]}]");
        Http.Answer infer = http.post(
                "/v2/models/films/infer",
                Map.of(
                        "inputs",
                        List.of(Map.of(
                                "name",
                                "clip",
                                "shape",
                                List.of(2, 2),
                                "datatype",
                                "BYTES",
                                "data",
                                List.of(dark, bright, bright, bright)))));
        assertThat(infer.status()).as(infer.text()).isEqualTo(200);
        assertThat(probability("/outputs/1/data/3", infer)).isEqualTo(wanted);
        Http.Answer instances = http.post(
                "/v1/models/films:predict",
                Map.of("instances", List.of(List.of(dark), Map.of("clip", List.of(bright, bright)))));
        assertThat(probability("/predictions/1/probabilities/1", instances)).isEqualTo(wanted);
        Http.Answer inputs = http.post(
                "/v1/models/films:predict",
                Map.of("inputs", Map.of("clip", List.of(List.of(dark), List.of(bright, bright)))));
        assertThat(probability("/outputs/probabilities/1/1", inputs)).isEqualTo(wanted);
        assertThat(http.post("/api/v1/models/films/predict", "clip\r\nx\r\n", "Content-Type", "text/csv")
                        .status())
                .isEqualTo(501);
    }

    private static String frame(int grey) throws IOException {
        byte[] pixels = new byte[4];
        Arrays.fill(pixels, (byte) grey);
        return Base64.getEncoder()
                .encodeToString(new Thumbnail(new PictureSize(2, 2, 1), pixels).within(Integer.MAX_VALUE));
    }

    @Test
    void refusesSequencesThatAreNone() {
        assertThat(http.post("/v2/models/steps/infer", """
                        {"inputs":[{"name":"input","shape":[2,2],"datatype":"FP32","data":[1,2,3,4]}]}""").at("/error"))
                .isEqualTo("input 'input' has shape [2, 2]; it is [N, steps, 1]");
        assertThat(http.post("/v1/models/steps:predict", "{\"instances\":[{\"x\":1}]}")
                        .at("/error"))
                .contains("each is a list of steps");
        assertThat(http.post("/v2/models/steps/infer", """
                        {"inputs":[{"name":"input","shape":[1,5,1],"datatype":"FP32","data":[1,2,3,4,5]}]}""").status()).isEqualTo(422);
    }

    @Test
    void answersSeveralOutputs() {
        Http.Answer answer = http.post("/api/v1/models/two/predict", "{\"rows\":[{\"x\":0.5},{\"x\":-0.5}]}");
        String wanted = probability("/predictions/1/outputs/sort/probabilities/house", answer);

        Http.Answer csv = http.post("/api/v1/models/two/predict", "x\r\n0.5\r\n-0.5\r\n", "Content-Type", "text/csv");
        assertThat(csv.text()).startsWith("cost_value,sort_label,sort_probability_flat,sort_probability_house\r\n");
        assertThat(cell(csv, 2, 3)).isEqualTo(wanted);

        assertThat(http.get("/v2/models/two").text())
                .contains("{\"name\":\"cost/values\",\"datatype\":\"FP64\",\"shape\":[-1,1]}")
                .contains("{\"name\":\"sort/label\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}");
        Http.Answer infer = http.post("/v2/models/two/infer", """
                {"inputs":[{"name":"input","shape":[2,1],"datatype":"FP32","data":[0.5,-0.5]}],"outputs":[{"name":"sort/probabilities"}]}""");
        assertThat(probability("/outputs/0/data/3", infer)).isEqualTo(wanted);
        Http.Answer instances = http.post("/v1/models/two:predict", "{\"instances\":[{\"x\":0.5},{\"x\":-0.5}]}");
        assertThat(probability("/predictions/1/sort~1probabilities/1", instances))
                .isEqualTo(wanted);
    }

    @Test
    void answersTexts() {
        Http.Answer answer = http.post("/api/v1/models/mood/predict", "{\"texts\":[\"so good\",\"so bad\"]}");
        String wanted = probability("/predictions/1/probabilities/praise", answer);

        Http.Answer csv =
                http.post("/api/v1/models/mood/predict", "text\r\nso good\r\nso bad\r\n", "Content-Type", "text/csv");
        assertThat(cell(csv, 2, 2)).isEqualTo(wanted);

        assertThat(http.get("/v2/models/mood").at("/inputs/0/datatype")).isEqualTo("BYTES");
        Http.Answer infer = http.post("/v2/models/mood/infer", """
                {"inputs":[{"name":"text","shape":[2,1],"datatype":"BYTES","data":["so good","so bad"]}]}""");
        assertThat(infer.status()).as(infer.text()).isEqualTo(200);
        assertThat(probability("/outputs/1/data/3", infer)).isEqualTo(wanted);
        Http.Answer instances =
                http.post("/v1/models/mood:predict", "{\"instances\":[\"so good\",{\"text\":\"so bad\"}]}");
        assertThat(probability("/predictions/1/probabilities/1", instances)).isEqualTo(wanted);
        Http.Answer inputs = http.post("/v1/models/mood:predict", "{\"inputs\":[\"so good\",\"so bad\"]}");
        assertThat(probability("/outputs/probabilities/1/1", inputs)).isEqualTo(wanted);
        assertThat(http.post("/v1/models/mood:predict", "{\"instances\":[7]}").at("/error"))
                .contains("each is a text");
    }
}
