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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Requests byte for byte as callers of TensorFlow Serving send them: curl as its guide has it, and Python's requests. */
@TrainyardTest
class TensorFlowReplayTest {

    /** {@code curl -d '…' -X POST} names the media type of a form. */
    private static final String CURL =
            "POST %s HTTP/1.1\nHost: localhost:PORT\nUser-Agent: curl/7.88.1\nAccept: */*\nContent-Length: %d\nContent-Type: application/x-www-form-urlencoded\n\n";

    /** {@code requests.post(url, data=json.dumps(…))} names none. */
    private static final String REQUESTS =
            "POST %s HTTP/1.1\nHost: localhost:PORT\nUser-Agent: python-requests/2.32.3\nAccept-Encoding: gzip, deflate\nAccept: */*\nConnection: keep-alive\nContent-Length: %d\n\n";

    private final TestVersions versions;
    private final Http http;
    private final Replay replay;

    @Autowired
    TensorFlowReplayTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
        this.replay = new Replay(port);
    }

    @BeforeEach
    void publish() {
        if (http.get("/api/v1/models/tf-price").status() == 404) {
            versions.publish("tf-classes", TestBundle.classes());
            versions.publish("tf-price", TestBundle.numericPrice());
            versions.publishUnservable("tf-price", TestBundle.numericPrice(), "golden row 0 differs");
            http.put("/api/v1/models/tf-price/aliases/stable", "{\"version\":1}");
        }
    }

    private JsonNode send(String form, String path, String json) {
        Replay.Answer answer =
                replay.send(form.formatted(path, json.length()), json.getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        return Json.mapper().readTree(answer.text());
    }

    @Test
    void predictsRowsAndColumns() {
        JsonNode rows = send(CURL, "/v1/models/tf-price:predict", "{\"instances\": [[600, 3.5], [500, 3.0]]}");
        assertThat(rows.at("/predictions/0/0").asDouble()).isCloseTo(31_250, within(0.01));
        assertThat(rows.at("/predictions/1/0").asDouble()).isCloseTo(21_250, within(0.01));

        JsonNode columns = send(
                REQUESTS,
                "/v1/models/tf-price/labels/stable:predict",
                "{\"signature_name\": \"serving_default\", \"inputs\": {\"gre\": [600, 500], \"gpa\": [[3.5], [3.0]]}}");
        assertThat(columns.at("/outputs/1/0").asDouble()).isCloseTo(21_250, within(0.01));

        JsonNode bytes = send(
                CURL,
                "/v1/models/tf-classes/versions/1:predict",
                "{\"instances\": [{\"gre\": 700, \"gpa\": 2.5, \"school\": {\"b64\": \"c291dGg=\"}}]}");
        assertThat(bytes.at("/predictions/0/label").asString()).isEqualTo("a");
    }

    @Test
    void classifiesAndRegresses() {
        JsonNode classified = send(
                REQUESTS,
                "/v1/models/tf-classes:classify",
                "{\"signature_name\": \"tensorflow/serving/classify\", \"context\": {\"school\": [\"south\"]}, \"examples\": [{\"gre\": 700, \"gpa\": [2.5]}, {\"gre\": 300, \"gpa\": 3.5}]}");
        assertThat(classified.at("/results")).hasSize(2);
        assertThat(classified.at("/results/0/0/0").asString()).isEqualTo("a");
        double sum = classified.at("/results/0/0/1").asDouble()
                + classified.at("/results/0/1/1").asDouble()
                + classified.at("/results/0/2/1").asDouble();
        assertThat(sum).isCloseTo(1, within(1e-6));

        JsonNode regressed = send(
                CURL,
                "/v1/models/tf-price/versions/1:regress",
                "{\"signature_name\": \"\", \"examples\": [{\"gre\": 600, \"gpa\": 3.5}]}");
        assertThat(regressed.at("/results/0").asDouble()).isCloseTo(31_250, within(0.01));
    }

    @Test
    void tellsStatusAndSignature() {
        JsonNode status = http.get("/v1/models/tf-price").json();
        assertThat(status.toString())
                .isEqualTo(
                        "{\"model_version_status\":[{\"version\":\"2\",\"state\":\"END\",\"status\":{\"error_code\":\"FAILED_PRECONDITION\",\"error_message\":\"golden row 0 differs\"}},"
                                + "{\"version\":\"1\",\"state\":\"AVAILABLE\",\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}}],\"name\":\"tf-price\",\"ready\":true}");
        assertThat(http.get("/v1/models/tf-price/labels/stable").at("/model_version_status/0/version"))
                .isEqualTo("1");
        JsonNode metadata =
                http.get("/v1/models/tf-classes/versions/1/metadata").json();
        assertThat(metadata.at("/model_spec").toString())
                .isEqualTo("{\"name\":\"tf-classes\",\"signature_name\":\"\",\"version\":\"1\"}");
        JsonNode signature = metadata.at("/metadata/signature_def/signature_def/serving_default");
        assertThat(signature.at("/inputs/school").toString())
                .isEqualTo(
                        "{\"dtype\":\"DT_STRING\",\"tensor_shape\":{\"dim\":[{\"size\":\"-1\",\"name\":\"\"}],\"unknown_rank\":false},\"name\":\"school:0\"}");
        assertThat(signature.at("/outputs/label/tensor_shape/dim")).hasSize(1);
        assertThat(signature
                        .at("/outputs/probabilities/tensor_shape/dim/1/size")
                        .asString())
                .isEqualTo("3");
        assertThat(signature.at("/method_name").asString()).isEqualTo("tensorflow/serving/predict");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/models/tf-price:predict            | {"instances": [[NaN, 1]]}                       | the body is not JSON
            /v1/models/tf-price:predict            | {"instances": [[1, 2]], "inputs": [[1, 2]]}     | one of instances and inputs is expected
            /v1/models/tf-price:predict            | {"signature_name": "other", "instances": [[1, 2]]} | there is no signature 'other'
            /v1/models/tf-classes:predict          | {"instances": [{"gre": 1, "gpa": 1, "school": {"b64": "!"}}]} | no UTF-8 in base64
            /v1/models/tf-price/versions/9:predict | {"instances": [[1, 2]]}                         | tf-price has no version 9
            /v1/models/tf-price/versions/2:predict | {"instances": [[1, 2]]}                         | golden row 0 differs
            /v1/models/tf-price:classify           | {"examples": [{"gre": 1, "gpa": 1}]}            | this model tells no classes
            /v1/models/tf-classes:regress          | {"examples": [{"gre": 700, "gpa": 3, "school": "south"}]} | something else than one number
            /v1/models/tf-price:regress            | {"examples": []}                                | there are no examples
            /v1/models/tf-price:regress            | {"context": {"gre": 1}, "examples": [{"gre": 1, "gpa": 1}]} | is in context and in an example
            /v1/models/tf-price:regress            | {"examples": [null]}                            | examples holds null
            /v1/models/tf-price:explains           | {"instances": [[1, 2]]}                         | POST does not exist here
            /v1/models/tf-price:explain            | {"instances": [[1]]}                            | gpa is not there
            """)
    void refusesInItsProtocolsForm(String path, String json, String error) {
        JsonNode said = send(CURL, path, json);

        assertThat(said.propertyNames()).containsExactly("error");
        assertThat(said.at("/error").asString()).contains(error);
    }
}
