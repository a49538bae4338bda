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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is wrong is refused alike by all protocols, each in its own form, and nothing of the inside is told. */
@TrainyardTest
class BadInputHttpTest {

    private final TestVersions versions;
    private final Http http;
    private final Replay replay;

    @TempDir
    private Path scratch;

    @Autowired
    BadInputHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
        this.replay = new Replay(port);
    }

    @BeforeEach
    void publish() throws Exception {
        if (http.get("/api/v1/models/bad-pictures").status() != 404) {
            return;
        }
        versions.publish("bad-numbers", TestBundle.numericPrice());
        versions.publishUnservable("bad-unservable", TestBundle.numericPrice(), "golden row 0 differs");
        JobFolder folder = TestJob.lines(12, 4)
                .targetClasses("kind", "flat", "upright")
                .layers("[{\"type\":\"flatten\"},{\"type\":\"dense\"}]")
                .training("{\"epochs\":1}")
                .in(scratch);
        new Recorded().run(folder);
        versions.registry()
                .register(versions.stored("bad-pictures", folder.bundle().readManifest(), folder.bundle(), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            native | bad-numbers             | {"rows":[                                     | 400 | not JSON
            oip    | bad-numbers             | {"inputs":[                                   | 400 | not JSON
            tf     | bad-numbers             | {"instances":[                                | 400 | not JSON
            native | bad-numbers             | {"rows":[[1,2]]}                              | 422 | /rows/0
            oip    | bad-numbers             | TENSOR [2,1] FP32 [1,2]                       | 400 | it is [N, 2]
            tf     | bad-numbers             | {"instances":[[1,2,3]]}                       | 422 | there is no number 3
            native | bad-numbers             | {"rows":[{"gre":"LONG","gpa":3}]}             | 422 | gre is "aaaa
            oip    | bad-numbers             | TENSOR [1,2] FP32 ["LONG",3]                  | 400 | holds "aaaa
            tf     | bad-numbers             | {"instances":["LONG"]}                        | 400 | instances holds "aaaa
            native | bad-numbers             | {"rows":[{"gre":NaN,"gpa":3}]}                | 400 | not JSON
            oip    | bad-numbers             | TENSOR [1,2] FP32 [NaN,3]                     | 400 | not JSON
            tf     | bad-numbers             | {"instances":[[-Infinity,3]]}                 | 400 | not JSON
            native | bad-numbers             | {"rows":[{"gre":1e999,"gpa":3}]}              | 422 | more than the network's numbers hold
            oip    | bad-numbers             | TENSOR [1,2] FP64 [1e999,3]                   | 400 | numbers are finite
            tf     | bad-numbers             | {"instances":[[1e999,3]]}                     | 422 | more than the network's numbers hold
            native | bad-numbers             | {"rows":[MILLION]}                            | 413 | 1,000,000 rows; one call takes at most 10,000
            oip    | bad-numbers             | TENSOR [1000000,2] FP32 []                    | 413 | 1,000,000 rows; one call takes at most 10,000
            tf     | bad-numbers             | {"instances":[MILLION]}                       | 413 | 1,000,000 rows; one call takes at most 10,000
            native | bad-pictures            | {"images":["BOMB"]}                           | 422 | 50,000 x 50,000 pixels
            oip    | bad-pictures            | PICTURE                                       | 422 | 50,000 x 50,000 pixels
            tf     | bad-pictures            | {"instances":[{"b64":"BOMB"}]}                | 422 | 50,000 x 50,000 pixels
            native | bad-nmubers             | {"rows":[{"gre":1,"gpa":3}]}                  | 404 | did you mean 'bad-numbers'
            oip    | bad-nmubers             | TENSOR [1,2] FP32 [1,3]                       | 404 | did you mean 'bad-numbers'
            tf     | bad-nmubers             | {"instances":[[1,3]]}                         | 404 | did you mean 'bad-numbers'
            native | bad-numbers 7           | {"rows":[{"gre":1,"gpa":3}]}                  | 404 | the newest is 1
            oip    | bad-numbers 7           | TENSOR [1,2] FP32 [1,3]                       | 404 | the newest is 1
            tf     | bad-numbers 7           | {"instances":[[1,3]]}                         | 404 | the newest is 1
            native | bad-numbers latst       | {"rows":[{"gre":1,"gpa":3}]}                  | 404 | did you mean 'latest'
            oip    | bad-numbers latst       | TENSOR [1,2] FP32 [1,3]                       | 404 | did you mean 'latest'
            tf     | bad-numbers latst       | {"instances":[[1,3]]}                         | 404 | did you mean 'latest'
            native | bad-unservable 1        | {"rows":[{"gre":1,"gpa":3}]}                  | 503 | golden row 0 differs
            oip    | bad-unservable 1        | TENSOR [1,2] FP32 [1,3]                       | 503 | golden row 0 differs
            tf     | bad-unservable 1        | {"instances":[[1,3]]}                         | 503 | golden row 0 differs
            native | bad-unservable          | {"rows":[{"gre":1,"gpa":3}]}                  | 503 | golden row 0 differs
            oip    | bad-unservable          | TENSOR [1,2] FP32 [1,3]                       | 503 | golden row 0 differs
            tf     | bad-unservable          | {"instances":[[1,3]]}                         | 503 | golden row 0 differs
            """)
    void refuses(String protocol, String model, String body, int status, String message) {
        Http.Answer answer = http.post(path(protocol, model.split(" ")), written(body));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text().replace("\\\"", "\"")).contains(message).hasSizeLessThan(2_000);
        assertTellsNothingOfTheInside(answer.text());
        assertThat(answer.json().propertyNames())
                .satisfies(fields -> assertThat(fields.contains("error")).isEqualTo(!protocol.equals("native")));
        if (protocol.equals("native")) {
            JsonNode problem = answer.json();
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            assertThat(problem.get("code").asString()).isNotBlank();
            assertThat(problem.get("requestId").asString()).isNotBlank();
        }
        assertThat(answer.retryAfter().isEmpty()).isEqualTo(status != 503);
    }

    private static String path(String protocol, String... model) {
        boolean numbered = model.length > 1;
        return switch (protocol) {
            case "native" -> "/api/v1/models/" + model[0] + (numbered ? "/versions/" + model[1] : "") + "/predict";
            case "oip" -> "/v2/models/" + model[0] + (numbered ? "/versions/" + model[1] : "") + "/infer";
            default ->
                "/v1/models/" + model[0] + (numbered ? (isNumber(model[1]) ? "/versions/" : "/labels/") + model[1] : "")
                        + ":predict";
        };
    }

    private static boolean isNumber(String version) {
        return version.chars().allMatch(Character::isDigit);
    }

    private static String written(String body) {
        String whole = body.startsWith("TENSOR") ? tensor(body.split(" ", 4)) : body;
        return whole.replace("PICTURE", """
                        {"inputs":[{"name":"image","shape":[1],"datatype":"BYTES","data":["BOMB"]}]}""")
                .replace("BOMB", Base64.getEncoder().encodeToString(bomb()))
                .replace("LONG", "a".repeat(5_000))
                .replace("MILLION", "{},".repeat(999_999) + "{}");
    }

    private static String tensor(String... words) {
        return "{\"inputs\":[{\"name\":\"input\",\"shape\":%s,\"datatype\":\"%s\",\"data\":%s}]}"
                .formatted(words[1], words[2], words[3]);
    }

    /** A picture of 50,000 times 50,000 pixels, by its header. */
    private static byte[] bomb() {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(50_000)
                .putInt(50_000)
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
        CRC32 crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .array();
    }

    private static void assertTellsNothingOfTheInside(String text) {
        assertThat(text)
                .doesNotContain("dev.trainyard", "java.", "Exception", "\tat ", "/tmp", "jackson", "onnxruntime");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9999 | 8          | 8 | is how many of the body's
            -1   | 8          | 8 | is how many of the body's
            ?    | 8000000000 | 8 | the body has 8 bytes left
            ?    | 8          | 4 | the body has 4 bytes left
            ?    | 4          | 4 | and 4 bytes of FP32
            ?    | 4          | 8 | 4 bytes more than
            ?    | 8          | 9 | 1 bytes more than
            ?    | -8         | 8 | it is a number of bytes
            """)
    void believesNoLengthThatLies(String jsonLength, String size, int sent, String message) {
        String json = """
                {"inputs":[{"name":"input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":%s}}]}""".formatted(size);
        byte[] body = ByteBuffer.allocate(json.length() + sent)
                .put(json.getBytes(StandardCharsets.US_ASCII))
                .array();
        Replay.Answer answer = replay.send(
                "POST /v2/models/bad-numbers/infer HTTP/1.1\nHost: localhost:PORT\nInference-Header-Content-Length: %s\nContent-Length: %d\n\n"
                        .formatted(jsonLength.equals("?") ? json.length() : jsonLength, body.length),
                body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).startsWith("{\"error\":").contains(message);
        assertTellsNothingOfTheInside(answer.text());
    }

    @Test
    void answersTheSameModelsWhenNothingIsWrong() {
        assertThat(http.post(path("native", "bad-numbers"), "{\"rows\":[{\"gre\":600,\"gpa\":3}]}")
                        .status())
                .isEqualTo(200);
        assertThat(http.post(path("oip", "bad-numbers"), written("TENSOR [1,2] FP32 [600,3]"))
                        .status())
                .isEqualTo(200);
        assertThat(http.post(path("tf", "bad-numbers"), "{\"instances\":[[600,3]]}")
                        .status())
                .isEqualTo(200);
    }
}
