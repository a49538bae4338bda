package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Writing over HTTP, by a model that was trained for it. */
@TrainyardTest
class GenerateHttpTest {

    private static final String ASK = "/api/v1/models/writer/generate";

    private final TestVersions versions;
    private final Http http;

    @TempDir
    private Path scratch;

    @Autowired
    GenerateHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
    }

    @BeforeEach
    void publish() throws Exception {
        if (http.get("/api/v1/models/writer").status() == 404) {
            train(
                    "writer",
                    TestJob.on("SELECT 'anna' AS text FROM range(60) r(i)")
                            .textWindows("text", 10, 8, 8)
                            .layers("""
                                    [{"type":"embedding","inputDim":10,"outputDim":4},{"type":"gru","units":6,"returnSequences":true},
                                     {"type":"dense","units":10,"activation":"softmax"}]"""));
            train(
                    "translator",
                    TestJob.on("SELECT 'a b' AS source, 'b a' AS target FROM range(40) r(i)")
                            .textPairs("source", "target", 8, 3, 4)
                            .dictated("""
                                    {"kind":"graph","outputs":["next"],"inputs":[{"name":"source"},{"name":"written","features":["target"]}],
                                     "nodes":[
                                      {"type":"embedding","name":"read","inputDim":8,"outputDim":2,"inputs":["source"]},
                                      {"type":"gru","name":"encoder","units":3,"inputs":["read"]},
                                      {"type":"repeatVector","name":"context","inputs":["encoder"]},
                                      {"type":"embedding","name":"words","inputDim":8,"outputDim":2,"inputs":["written"]},
                                      {"type":"concatenate","name":"both","inputs":["words","context"]},
                                      {"type":"gru","name":"decoder","units":3,"inputs":["both"]},
                                      {"type":"dense","name":"next","units":8,"activation":"softmax","inputs":["decoder"]}]}"""));
            train(
                    "pen",
                    TestJob.on("SELECT t::DOUBLE AS t, sin(t) AS x FROM range(40) r(t)")
                            .numeric("x")
                            .targetValues("x")
                            .sequences(new Examples.Sequences(
                                    Sequence.Mode.MANY_TO_ONE,
                                    null,
                                    new ColumnSchema("t", ColumnType.NUMERIC, List.of()),
                                    2,
                                    1,
                                    1))
                            .task(Task.FORECASTING)
                            .layers("[{\"type\":\"gru\",\"units\":2},{\"type\":\"dense\"}]"));
            train(
                    "strokes",
                    TestJob.on(
                                    "SELECT i::DOUBLE AS i, t::DOUBLE AS t, 0.1 AS dx, sin(t) AS dy FROM range(20) r(i), range(4) s(t)")
                            .numeric("dx", "dy")
                            .targetValues("dx", "dy")
                            .sequences(new Examples.Sequences(
                                    Sequence.Mode.MANY_TO_MANY,
                                    new ColumnSchema("i", ColumnType.NUMERIC, List.of()),
                                    new ColumnSchema("t", ColumnType.NUMERIC, List.of()),
                                    3,
                                    3,
                                    0,
                                    true))
                            .task(Task.GENERATION)
                            .layers("[{\"type\":\"gru\",\"units\":2,\"returnSequences\":true},{\"type\":\"dense\"}]"));
            versions.publish("reader", TestBundle.admissions());
        }
    }

    private void train(String name, TestJob job) throws Exception {
        JobFolder folder = job.training("{\"epochs\":3}").in(scratch.resolve(name));
        new Recorded().run(folder);
        versions.registry().register(versions.stored(name, folder.bundle().readManifest(), folder.bundle(), null));
    }

    @Test
    void writesATextOfThePromptWhereAModelTranslates() {
        String ask = "/api/v1/models/translator/generate";
        Map<String, Object> request = Map.of("prompt", "a b", "temperature", 2.0, "seed", 7, "length", 2);

        Http.Answer one = http.post(ask, request);

        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.at("/text")).matches("([ab] ?){0,2}");
        assertThat(http.post(ask, request).text()).isEqualTo(one.text());
        assertThat(http.post("/api/v1/models/translator/predict", Map.of("texts", List.of("a b")))
                        .at("/predictions/0/text"))
                .isEqualTo(http.post(ask, Map.of("prompt", "a b")).at("/text"));
        assertThat(http.post(ask, Map.of()).at("/errors/0/pointer")).isEqualTo("/prompt");
        assertThat(http.post(ask, Map.of("prompt", "a", "images", List.of("x"))).at("/errors/0/pointer"))
                .isEqualTo("/images");
        assertThat(http.post(ask, Map.of("prompt", List.of(Map.of()))).at("/errors/0/code"))
                .isEqualTo("wrong_type");
    }

    @Test
    void letsASequenceGoOn() {
        String ask = "/api/v1/models/pen/generate";
        List<Map<String, Double>> prompt = List.of(Map.of("x", 0.1), Map.of("x", 0.2), Map.of("x", 0.3));

        Http.Answer steps = http.post(ask, Map.of("prompt", prompt, "length", 5, "temperature", 0.5, "seed", 7));

        assertThat(steps.status()).as(steps.text()).isEqualTo(200);
        assertThat(steps.json().at("/steps")).hasSize(5);
        assertThat(steps.json().at("/steps/4/x").isNumber()).isTrue();
        assertThat(http.post(ask, Map.of("prompt", prompt.subList(0, 1))).at("/errors/0/code"))
                .isEqualTo("sequence_too_short");
        assertThat(http.post(ask, Map.of("prompt", "up")).at("/errors/0/code")).isEqualTo("wrong_type");
        assertThat(http.post(ask, Map.of("prompt", 7)).status()).isEqualTo(422);
        assertThat(http.post(ask, Map.of("prompt", prompt, "count", 2)).at("/errors/0/pointer"))
                .isEqualTo("/count");
    }

    @Test
    void drawsTheWayOfAPen() {
        String ask = "/api/v1/models/strokes/generate";
        Map<String, Object> request = Map.of("prompt", List.of(Map.of("dx", 0, "dy", 0)), "length", 6, "seed", 7);

        Http.Answer picture = http.post(ask, request, "Accept", "image/png");

        assertThat(picture.status()).as(picture.text()).isEqualTo(200);
        assertThat(picture.text().substring(1)).startsWith("PNG");
        assertThat(http.post(ask, request).json().at("/steps")).hasSize(6);
        assertThat(http.post(ask, Map.of("prompt", List.of(Map.of("dx", 0, "dy", 0)), "until", Map.of("pen", "end")))
                        .at("/errors/0/pointer"))
                .isEqualTo("/until/pen");
    }

    @Test
    void writesTheSameTextForASeed() {
        Map<String, Object> request = Map.of("prompt", "an", "length", 25, "temperature", 0.8, "seed", 7);

        Http.Answer one = http.post(ASK, request);
        Http.Answer two = http.post("/api/v1/models/writer/versions/1/generate", request);

        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.at("/text")).hasSize(25).matches("[an\n]+");
        assertThat(one.json().at("/seed").asLong()).isEqualTo(7);
        assertThat(two.text()).isEqualTo(one.text());
    }

    @Test
    void tellsTheSeedWhereNoneIsGiven() {
        Http.Answer any = http.post(ASK, Map.of("length", 30));
        Http.Answer again = http.post(
                ASK, Map.of("length", 30, "seed", any.json().at("/seed").asLong()));

        assertThat(again.at("/text")).hasSize(30).isEqualTo(any.at("/text"));
    }

    @Test
    void showsARequestThatIsAnswered() {
        Http.Answer example = http.get("/api/v1/models/writer/versions/1/example");

        assertThat(http.post(ASK, example.json()).status()).isEqualTo(200);
    }

    @Test
    void warnsOfAPromptItCannotRead() {
        assertThat(http.post(ASK, Map.of("prompt", "Xan", "length", 1)).at("/warnings/0/code"))
                .isEqualTo("unknown_tokens");
    }

    @Test
    void refusesWhatCannotBeWritten() {
        assertThat(http.post(ASK, Map.of("length", 0)).at("/errors/0/pointer")).isEqualTo("/length");
        assertThat(http.post(ASK, Map.of("temperature", -1)).at("/errors/0/pointer"))
                .isEqualTo("/temperature");
        assertThat(http.post(ASK, Map.of("promt", "a")).at("/errors/0/message")).contains("prompt");
        assertThat(http.post("/api/v1/models/reader/generate", Map.of()).status())
                .isEqualTo(422);
        assertThat(http.post("/api/v1/models/writer/predict", Map.of("texts", List.of("an")))
                        .status())
                .isEqualTo(422);
        assertThat(http.post("/api/v1/models/nobody/generate", Map.of()).status())
                .isEqualTo(404);
    }
}
