package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.model.ModelRegistry;
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
            JobFolder folder = TestJob.on("SELECT 'anna' AS text FROM range(60) r(i)")
                    .textWindows("text", 10, 8, 8)
                    .layers("""
                            [{"type":"embedding","inputDim":10,"outputDim":4},{"type":"gru","units":6,"returnSequences":true},
                             {"type":"dense","units":10,"activation":"softmax"}]""")
                    .training("{\"epochs\":3}")
                    .in(scratch);
            new Recorded().run(folder);
            versions.registry()
                    .register(versions.stored("writer", folder.bundle().readManifest(), folder.bundle(), null));
            versions.publish("reader", TestBundle.admissions());
        }
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
