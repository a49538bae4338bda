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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Inference requests byte for byte as the clients of Triton and KServe put them on the wire. */
@TrainyardTest
class InferReplayTest {

    /** What gevent's client, which Triton's uses, writes: no media type. */
    private static final String TRITON =
            "POST /v2/models/%s/infer HTTP/1.1\nUser-Agent: python/gevent-http-client-2.3.1\n%sHost: localhost:PORT\nContent-Length: %d\n\n";

    /** What httpx, which KServe's client uses, writes. */
    private static final String KSERVE =
            "POST /v2/models/%s/infer HTTP/1.1\nHost: localhost:PORT\nAccept: */*\nAccept-Encoding: gzip, deflate\n"
                    + "Connection: keep-alive\nUser-Agent: python-httpx/0.27.2\n%sContent-Length: %d\n\n";

    private static final String TWO_ROWS =
            "{\"inputs\":[{\"name\":\"input\",\"shape\":[2,2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":16}}],\"parameters\":{\"binary_data_output\":true}}";

    /** 600, 3.5, 500 and 3 as little-endian floats. */
    private static final byte[] TWO_ROWS_DATA = HexFormat.of().parseHex("0000164400006040" + "0000fa4300004040");

    private final TestVersions versions;
    private final Http http;
    private final Replay replay;

    @Autowired
    InferReplayTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
        this.replay = new Replay(port);
    }

    @BeforeEach
    void publish() {
        if (http.get("/api/v1/models/replayed-classes").status() == 404) {
            versions.publish("replayed-classes", TestBundle.classes());
            versions.publish("replayed", TestBundle.numericPrice());
        }
    }

    private Replay.Answer infer(String form, String model, String json, byte[] binary) {
        String headers = "Inference-Header-Content-Length: %d\n".formatted(json.length());
        return send(form, model, headers, joined(json, binary));
    }

    private Replay.Answer send(String form, String model, String headers, byte[] body) {
        return replay.send(form.formatted(model, headers, body.length), body);
    }

    private static byte[] joined(String json, byte[] binary) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(binary);
        return body.toByteArray();
    }

    @Test
    void answersTritonsClientInBinary() {
        Replay.Answer answer = infer(TRITON, "replayed", TWO_ROWS, TWO_ROWS_DATA);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/octet-stream");
        int json = Integer.parseInt(answer.headers().get("inference-header-content-length"));
        assertThat(answer.text().substring(0, json))
                .isEqualTo(
                        "{\"model_name\":\"replayed\",\"model_version\":\"1\",\"outputs\":["
                                + "{\"name\":\"values\",\"shape\":[2,1],\"datatype\":\"FP64\",\"parameters\":{\"binary_data_size\":16}}]}");
        ByteBuffer values = ByteBuffer.wrap(answer.body(), json, 16).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(answer.body()).hasSize(json + 16);
        assertThat(values.getDouble()).isCloseTo(31_250, within(0.01));
        assertThat(values.getDouble()).isCloseTo(21_250, within(0.01));
    }

    @Test
    void readsEveryElementOfBytesWithItsLength() {
        String json =
                "{\"id\":\"9\",\"inputs\":[{\"name\":\"gre\",\"shape\":[2,1],\"datatype\":\"INT16\",\"parameters\":{\"binary_data_size\":4}},"
                        + "{\"name\":\"gpa\",\"shape\":[2,1],\"datatype\":\"FP16\",\"parameters\":{\"binary_data_size\":4}},"
                        + "{\"name\":\"school\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":18}}],"
                        + "\"outputs\":[{\"name\":\"label\",\"parameters\":{\"binary_data\":true}},{\"name\":\"probabilities\",\"parameters\":{\"binary_data\":false}}]}";
        byte[] binary = joined(
                "",
                HexFormat.of()
                        .parseHex("bc02" + "2c01" // 700, 300
                                + "0041" + "0043" // 2.5, 3.5
                                + "05000000" + "736f757468" + "05000000" + "6e6f727468"));

        Replay.Answer answer = infer(KSERVE, "replayed-classes", json, binary);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        int length = Integer.parseInt(answer.headers().get("inference-header-content-length"));
        JsonNode head = Json.mapper().readTree(answer.text().substring(0, length));
        assertThat(head.at("/id").asString()).isEqualTo("9");
        assertThat(head.at("/outputs/0").toString())
                .isEqualTo(
                        "{\"name\":\"label\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":10}}");
        assertThat(head.at("/outputs/1/data")).hasSize(6);
        assertThat(answer.text().substring(length)).isEqualTo("\1\0\0\0a\1\0\0\0b");
    }

    @Test
    void answersInJsonWhatIsNotWantedInBinary() {
        String json =
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],\"datatype\":\"FP64\",\"data\":[600.0,3.5]}],\"outputs\":[{\"name\":\"values\",\"parameters\":{\"binary_data\":false}}]}";

        Replay.Answer answer = send(TRITON, "replayed", "", json.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("inference-header-content-length");
        assertThat(Json.mapper().readTree(answer.text()).at("/outputs/0/data/0").asDouble())
                .isCloseTo(31_250, within(0.01));
    }

    @Test
    void unpacksWhatClientsPack() throws IOException {
        byte[] body = joined(TWO_ROWS, TWO_ROWS_DATA);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(gzip)) {
            packed.write(body);
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(deflate)) {
            packed.write(body);
        }
        String length = "Inference-Header-Content-Length: " + TWO_ROWS.length() + "\n";

        assertThat(send(TRITON, "replayed", "Content-Encoding: gzip\n" + length, gzip.toByteArray())
                        .status())
                .isEqualTo(200);
        assertThat(send(TRITON, "replayed", "Content-Encoding: deflate\n" + length, deflate.toByteArray())
                        .status())
                .isEqualTo(200);
        Replay.Answer lies = send(TRITON, "replayed", "Content-Encoding: gzip\n" + length, body);
        assertThat(lies.status()).isEqualTo(400);
        assertThat(lies.text()).isEqualTo("{\"error\":\"the body is not packed as its Content-Encoding says\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}} | 0000164400006040 | 999 | Inference-Header-Content-Length is 999; it is how many of the body's
            {"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}} | 0000164400006040 | -1 | Inference-Header-Content-Length is -1
            {"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":80}} | 0000164400006040 | 0 | has a binary_data_size of 80, and the body has 8 bytes left
            {"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":4}} | 0000164400006040 | 0 | the body has 4 bytes more
            {"name":"input","shape":[1,2],"datatype":"FP64","parameters":{"binary_data_size":8}} | 0000164400006040 | 0 | has shape [1, 2] and 8 bytes of FP64, which has 8 an element
            {"name":"input","shape":[4611686018427387904,2],"datatype":"FP32","parameters":{"binary_data_size":8}} | 0000164400006040 | 0 | the call has 4,611,686,018,427,387,904 rows
            {"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":"8"}} | 0000164400006040 | 0 | binary_data_size of input 'input' is 8; it is a number of bytes
            {"name":"input","shape":[1,2],"datatype":"FP32","data":[1,2],"parameters":{"binary_data_size":8}} | 0000164400006040 | 0 | its elements are JSON or binary, not both
            {"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}} | 0000c07f00006040 | 0 | input 'input' holds NaN at element 0; numbers are finite
            {"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}} | 00001644000080ff | 0 | holds -Infinity at element 1
            {"name":"input","shape":[1,2],"datatype":"BOOL","parameters":{"binary_data_size":2}} | 0102 | 0 | element 1 of input 'input' is no BOOL: it is neither 0 nor 1
            {"name":"input","shape":[1,2],"datatype":"BYTES","parameters":{"binary_data_size":8}} | ffffffff00000000 | 0 | element 0 of input 'input' reaches beyond its binary data
            {"name":"input","shape":[1,2],"datatype":"BYTES","parameters":{"binary_data_size":10}} | 01000000610200000062 | 0 | element 1 of input 'input' reaches beyond its binary data
            {"name":"input","shape":[1,1],"datatype":"FP32","parameters":{"binary_data_size":4}} | 00001644 | 0 | input 'input' has shape [1, 1]; it is [N, 2]
            {"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"shared_memory_region":"r"}} | 00 | 0 | the parameter 'shared_memory_region' is not built; here there is binary_data_size
            {"name":"input","shape":[1,2],"datatype":"UINT8","data":[1,256]} | '' | 0 | input 'input' has datatype UINT8 and holds 256
            """)
    void refusesLiesInItsProtocolsForm(String tensor, String binary, int length, String error) {
        String json = "{\"inputs\":[" + tensor + "]}";
        byte[] body = joined(json, HexFormat.of().parseHex(binary));
        String told = "Inference-Header-Content-Length: %d\n".formatted(length == 0 ? json.length() : length);

        Replay.Answer answer = send(TRITON, "replayed", told, body);

        assertThat(answer.status()).as(answer.text()).isIn(400, 413, 501);
        JsonNode said = Json.mapper().readTree(answer.text());
        assertThat(said.propertyNames()).containsExactly("error");
        assertThat(said.at("/error").asString()).contains(error);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
    }

    @Test
    void describesServerAndModelToClients() {
        Replay.Answer server = replay.send(
                "GET /v2 HTTP/1.1\nUser-Agent: python/gevent-http-client-2.3.1\nHost: localhost:PORT\n\n", new byte[0]);
        versions.publish("replayed-twice", TestBundle.numericPrice());
        versions.publishUnservable("replayed-twice", TestBundle.numericPrice(), "golden row 0 differs");
        versions.publish("replayed-twice", TestBundle.numericPrice());

        assertThat(server.text())
                .endsWith(
                        "\"extensions\":[\"binary_tensor_data\",\"classification\",\"logging\",\"model_configuration\",\"model_repository\",\"model_repository(unload_dependents)\",\"statistics\",\"trace\"]}");
        assertThat(http.get("/v2/models/replayed-twice").json().at("/versions").toString())
                .isEqualTo("[\"1\",\"3\"]");
        assertThat(http.get("/v2/models/replayed-twice/versions/latest/ready").at("/ready"))
                .isEqualTo("true");
        Http.Answer unservable = http.get("/v2/models/replayed-twice/versions/2/ready");
        assertThat(unservable.status()).isEqualTo(503);
        assertThat(unservable.at("/error")).contains("golden row 0 differs");
        http.put("/api/v1/models/replayed-twice/aliases/champion", "{\"version\":1}");
        assertThat(http.post(
                                "/v2/models/replayed-twice/versions/champion/infer",
                                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[600,3.5]}]}")
                        .at("/model_version"))
                .isEqualTo("1");
    }
}
