package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What else the clients of Triton and KServe ask a server for, byte for byte as they put it on the wire. */
@TrainyardTest
class ClientCallsReplayTest {

    private static final String TRITON_GET =
            "GET %s HTTP/1.1\nUser-Agent: python/gevent-http-client-2.3.1\nHost: localhost:PORT\n\n";
    private static final String TRITON_POST =
            "POST %s HTTP/1.1\nUser-Agent: python/gevent-http-client-2.3.1\n%sHost: localhost:PORT\nContent-Length: %d\n\n";
    private static final String KSERVE_GET =
            "GET %s HTTP/1.1\nHost: localhost:PORT\nAccept: */*\nAccept-Encoding: gzip, deflate\nConnection: keep-alive\nUser-Agent: python-httpx/0.27.2\n\n";
    private static final String KSERVE_POST =
            "POST %s HTTP/1.1\nHost: localhost:PORT\nAccept: */*\nAccept-Encoding: gzip, deflate\nConnection: keep-alive\nUser-Agent: python-httpx/0.27.2\n%sContent-Length: %d\n\n";

    private final TestVersions versions;
    private final Http http;
    private final Replay replay;

    @Autowired
    ClientCallsReplayTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
        this.replay = new Replay(port);
    }

    @BeforeEach
    void publish() {
        if (http.get("/api/v1/models/called-classes").status() == 404) {
            versions.publish("called-classes", TestBundle.classes());
            versions.publish("called-price", TestBundle.numericPrice());
            versions.publishUnservable("called-price", TestBundle.numericPrice(), "golden row 0 differs");
            versions.publishUnservable("called-broken", TestBundle.numericPrice(), "golden row 1 differs");
        }
    }

    private Replay.Answer get(String form, String path) {
        return replay.send(form.formatted(path), new byte[0]);
    }

    private Replay.Answer post(String form, String path, String headers, byte[] body) {
        return replay.send(form.formatted(path, headers, body.length), body);
    }

    private Replay.Answer triton(String path, String json) {
        return post(TRITON_POST, path, "", json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(Replay.Answer answer) {
        return Json.mapper().readTree(answer.text());
    }

    /** {@code InferRequest.to_rest()} names the model in the body, too, and always an id. */
    @Test
    void answersWhatKServesClientWrites() {
        String head =
                "{\"id\":\"0b6f\",\"model_name\":\"called-price\",\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}}]}";
        byte[] body = (head + "\0\0\0\0\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(HexFormat.of().parseHex("0000164400006040"), 0, body, head.length(), 8);

        Replay.Answer answer = post(
                KSERVE_POST,
                "/v2/models/called-price/infer",
                "Inference-Header-Content-Length: %d\nContent-Type: application/octet-stream\n"
                        .formatted(head.length()),
                body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(json(answer).at("/id").asString()).isEqualTo("0b6f");
        assertThat(json(answer).at("/model_name").asString()).isEqualTo("called-price");
        assertThat(json(answer).at("/outputs/0/data/0").asDouble()).isCloseTo(31_250, within(0.01));
    }

    @Test
    void tellsKServesFirstVersionWhatIsReady() {
        assertThat(json(get(KSERVE_GET, "/v1/models/called-price")).at("/ready").asBoolean())
                .isTrue();
        assertThat(json(get(KSERVE_GET, "/v1/models/called-broken"))
                        .at("/ready")
                        .asBoolean())
                .isFalse();
        assertThat(get(KSERVE_GET, "/v2/models/called-broken/ready").status()).isEqualTo(503);
        assertThat(json(get(KSERVE_GET, "/v2/health/ready")).at("/ready").asBoolean())
                .isTrue();
        assertThat(json(get(KSERVE_GET, "/v2/health/live")).at("/live").asBoolean())
                .isTrue();
    }

    @Test
    void explainsAsKServesFirstVersionAsks() {
        Replay.Answer answer = post(
                KSERVE_POST,
                "/v1/models/called-price:explain",
                "",
                "{\"instances\":[[600,3.5]]}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode explanation = json(answer).at("/explanations/0/0");
        assertThat(json(answer).at("/predictions/0/0").asDouble()).isCloseTo(31_250, within(0.01));
        assertThat(explanation.at("/contributions/gre").asDouble()
                        + explanation.at("/contributions/gpa").asDouble())
                .isCloseTo(31_250 - explanation.at("/base").asDouble(), within(0.01));
    }

    @Test
    void listsWhatTritonsClientIndexes() {
        JsonNode all = json(triton("/v2/repository/index", ""));
        JsonNode ready = json(triton("/v2/repository/index", "{\"ready\":true}"));

        assertThat(all.valueStream().map(JsonNode::toString))
                .containsSubsequence(
                        "{\"name\":\"called-broken\",\"version\":\"1\",\"state\":\"UNAVAILABLE\",\"reason\":\"golden row 1 differs\"}",
                        "{\"name\":\"called-classes\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}",
                        "{\"name\":\"called-price\",\"version\":\"2\",\"state\":\"UNAVAILABLE\",\"reason\":\"golden row 0 differs\"}",
                        "{\"name\":\"called-price\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}");
        assertThat(ready.findValuesAsString("name"))
                .contains("called-classes", "called-price")
                .doesNotContain("called-broken");
        assertThat(ready.findValuesAsString("state")).containsOnly("READY");
    }

    @Test
    void loadsAModelForTritonsClientAndReplacesNothingOfIt() {
        assertThat(triton("/v2/repository/models/called-price/load", "{}").status())
                .isEqualTo(200);
        Replay.Answer replaced = triton(
                "/v2/repository/models/called-price/load",
                "{\"parameters\": {\"config\": \"{\\\"backend\\\": \\\"x\\\"}\"}}");
        assertThat(replaced.status()).isEqualTo(501);
        assertThat(json(replaced).at("/error").asString()).contains("'config'");
        assertThat(triton("/v2/repository/models/called-broken/load", "{}").status())
                .isEqualTo(503);
        Replay.Answer unknown = triton("/v2/repository/models/called-prize/load", "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(json(unknown).at("/error").asString()).contains("did you mean 'called-price'?");
    }

    @Test
    void tellsTritonsClientTheConfiguration() {
        assertThat(get(TRITON_GET, "/v2/models/called-classes/config").text())
                .isEqualTo(
                        "{\"name\":\"called-classes\",\"platform\":\"onnxruntime_onnx\",\"backend\":\"onnxruntime\",\"max_batch_size\":10000,\"input\":["
                                + "{\"name\":\"gre\",\"data_type\":\"TYPE_FP32\",\"dims\":[1]},"
                                + "{\"name\":\"gpa\",\"data_type\":\"TYPE_FP32\",\"dims\":[1]},"
                                + "{\"name\":\"school\",\"data_type\":\"TYPE_STRING\",\"dims\":[1]}],\"output\":["
                                + "{\"name\":\"label\",\"data_type\":\"TYPE_STRING\",\"dims\":[1]},"
                                + "{\"name\":\"probabilities\",\"data_type\":\"TYPE_FP32\",\"dims\":[3]}]}");
        assertThat(json(get(TRITON_GET, "/v2/models/called-price/versions/1/config"))
                        .at("/input/0/dims/0")
                        .asInt())
                .isEqualTo(2);
    }

    /** {@code InferRequestedOutput("probabilities", class_count=2)}, in binary, which that client wants by itself. */
    @Test
    void answersTheLikeliestClassesToTritonsClient() {
        String inputs = "{\"inputs\":[{\"name\":\"gre\",\"shape\":[2,1],\"datatype\":\"FP32\",\"data\":[700,300]},"
                + "{\"name\":\"gpa\",\"shape\":[2,1],\"datatype\":\"FP32\",\"data\":[2.5,3.5]},"
                + "{\"name\":\"school\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[\"south\",\"north\"]}],";
        JsonNode plain =
                json(triton("/v2/models/called-classes/infer", inputs + "\"outputs\":[{\"name\":\"probabilities\"}]}"));
        String asked = inputs
                + "\"outputs\":[{\"name\":\"probabilities\",\"parameters\":{\"classification\":2,\"binary_data\":%s}}]}";

        JsonNode told = json(triton("/v2/models/called-classes/infer", asked.formatted(false)))
                .at("/outputs/0");
        Replay.Answer binary = triton("/v2/models/called-classes/infer", asked.formatted(true));

        assertThat(told.at("/datatype").asString()).isEqualTo("BYTES");
        assertThat(told.at("/shape").toString()).isEqualTo("[2,2]");
        String[] first = told.at("/data/0").asString().split(":");
        assertThat(first[1]).isEqualTo("0");
        assertThat(first[2]).isEqualTo("a");
        assertThat(Double.parseDouble(first[0]))
                .isEqualTo(plain.at("/outputs/0/data/0").asDouble());
        assertThat(told.at("/data/2").asString()).endsWith(":1:b");
        assertThat(Double.parseDouble(told.at("/data/1").asString().split(":")[0]))
                .isLessThan(Double.parseDouble(first[0]));
        assertThat(binary.text()).endsWith(told.at("/data/3").asString());
        Replay.Answer texts = triton(
                "/v2/models/called-classes/infer",
                inputs + "\"outputs\":[{\"name\":\"label\",\"parameters\":{\"classification\":2}}]}");
        assertThat(texts.status()).isEqualTo(400);
        assertThat(json(texts).at("/error").asString()).contains("a classification is of numbers");
    }

    /** {@code infer(…, timeout=…)}: microseconds. */
    @Test
    void stopsWhenTritonsClientWaitsNoMore() {
        String body =
                "{\"parameters\":{\"timeout\":%s},\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[600,3.5]}]}";

        assertThat(triton("/v2/models/called-price/versions/1/infer", body.formatted(60_000_000))
                        .status())
                .isEqualTo(200);
        assertThat(triton("/v2/models/called-price/versions/1/infer", body.formatted(1))
                        .status())
                .isEqualTo(503);
        Replay.Answer odd = triton("/v2/models/called-price/versions/1/infer", body.formatted(-5));
        assertThat(odd.status()).isEqualTo(400);
        assertThat(json(odd).at("/error").asString()).contains("timeout is -5");
    }

    /** {@code get_inference_statistics("called-counted", "1")} between two calls of {@code infer}. */
    @Test
    void tellsTritonsClientWhatAModelWasAsked() {
        versions.publish("called-counted", TestBundle.numericPrice());
        String two =
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[600,3.5,400,3]}]}";
        assertThat(json(get(TRITON_GET, "/v2/models/called-counted/versions/1/stats"))
                        .at("/model_stats/0")
                        .toString())
                .startsWith(
                        "{\"name\":\"called-counted\",\"version\":\"1\",\"last_inference\":0,\"inference_count\":0,\"execution_count\":0,\"inference_stats\":{\"success\":{\"count\":0,\"ns\":0},\"fail\":{\"count\":0,\"ns\":0},");
        for (int call = 0; call < 3; call++) {
            assertThat(triton("/v2/models/called-counted/infer", two).status()).isEqualTo(200);
        }
        assertThat(http.post("/api/v1/models/called-counted/predict", "{\"rows\":[{\"gre\":600}]}")
                        .status())
                .isEqualTo(422);

        JsonNode told = json(get(TRITON_GET, "/v2/models/called-counted/stats")).at("/model_stats/0");
        JsonNode stages = told.at("/inference_stats");
        assertThat(told.at("/inference_count").asInt()).isEqualTo(6);
        assertThat(told.at("/execution_count").asInt()).isEqualTo(3);
        assertThat(told.at("/last_inference").asLong()).isPositive();
        assertThat(stages.at("/success/count").asInt()).isEqualTo(3);
        assertThat(stages.at("/fail/count").asInt()).isEqualTo(1);
        assertThat(stages.at("/cache_hit/count").asInt()).isZero();
        assertThat(ns(stages, "queue")
                        + ns(stages, "compute_input")
                        + ns(stages, "compute_infer")
                        + ns(stages, "compute_output"))
                .isEqualTo(ns(stages, "success"));
        assertThat(ns(stages, "compute_infer")).isPositive();
        assertThat(told.at("/batch_stats/0/batch_size").asInt()).isEqualTo(2);
        assertThat(told.at("/batch_stats/0/compute_infer")).isEqualTo(stages.at("/compute_infer"));
        assertThat(json(get(TRITON_GET, "/v2/models/stats"))
                        .at("/model_stats")
                        .valueStream()
                        .map(version -> version.at("/name").asString()))
                .contains("called-counted", "called-price")
                .doesNotContain("called-broken");
        assertThat(get(TRITON_GET, "/v2/models/called-prize/stats").status()).isEqualTo(404);
    }

    private static long ns(JsonNode stages, String stage) {
        return stages.at("/" + stage + "/ns").asLong();
    }

    /** {@code unload_model("called-price")}; the model is there as before, for the next call loads it. */
    @Test
    void unloadsAModelForTritonsClient() {
        String unload = "/v2/repository/models/called-price/unload";
        assertThat(triton("/v2/repository/models/called-price/load", "{}").status())
                .isEqualTo(200);

        assertThat(triton(unload, "{\"parameters\": {\"unload_dependents\": false}}")
                        .status())
                .isEqualTo(200);
        assertThat(triton(unload, "").status()).isEqualTo(200);

        assertThat(get(TRITON_GET, "/v2/models/called-price/versions/1/ready").status())
                .isEqualTo(200);
        assertThat(triton(unload, "{\"parameters\": {\"unload_dependents\": \"all\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(json(triton(unload, "{\"parameters\": {\"force\": true}}"))
                        .at("/error")
                        .asString())
                .contains("'force'");
        Replay.Answer unknown = triton("/v2/repository/models/called-prize/unload", "{}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(json(unknown).at("/error").asString()).contains("did you mean 'called-price'?");
    }

    /** {@code get_log_settings()}, {@code update_trace_settings("called-price", {...})} and so on. */
    @Test
    void tellsTritonsClientHowItLogsAndTracesAndChangesNothing() {
        assertThat(get(TRITON_GET, "/v2/logging").text())
                .isEqualTo(
                        "{\"log_file\":\"\",\"log_info\":true,\"log_warning\":true,\"log_error\":true,\"log_verbose_level\":0,\"log_format\":\"default\"}");
        assertThat(triton("/v2/logging", "{\"log_info\": true}").text())
                .isEqualTo(get(TRITON_GET, "/v2/logging").text());
        Replay.Answer louder = triton("/v2/logging", "{\"log_verbose_level\": 1}");
        assertThat(louder.status()).isEqualTo(501);
        assertThat(json(louder).at("/error").asString()).contains("log_verbose_level is 0 here");
        assertThat(triton("/v2/logging", "{\"log_colour\": true}").status()).isEqualTo(400);
        assertThat(triton("/v2/logging", "[]").status()).isEqualTo(400);

        assertThat(json(get(TRITON_GET, "/v2/trace/setting"))
                        .at("/trace_level/0")
                        .asString())
                .isEqualTo("OFF");
        assertThat(triton("/v2/models/called-price/trace/setting", "{\"trace_level\": null}")
                        .status())
                .isEqualTo(200);
        assertThat(triton("/v2/trace/setting", "{\"trace_rate\": \"100\"}").status())
                .isEqualTo(501);
        assertThat(get(TRITON_GET, "/v2/models/called-prize/trace/setting").status())
                .isEqualTo(404);
    }
}
