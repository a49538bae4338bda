package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@TrainyardTest
class StreamedPredictionHttpTest {

    private static final String GOOD = "{\"gre\":380,\"gpa\":3.61,\"school\":\"north\"}";
    private static final String ODD = "{\"gre\":9000,\"gpa\":3.61,\"school\":\"north\"}";
    private static final String BAD = "{\"gre\":\"high\",\"gpa\":3.61,\"school\":\"north\"}";

    private final TestVersions versions;
    private final Http http;
    private final int port;

    @Autowired
    StreamedPredictionHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
        this.port = port;
    }

    @BeforeEach
    void publish() {
        if (http.get("/api/v1/models/streamed").status() == 404) {
            versions.publish("streamed", TestBundle.admissions());
        }
    }

    private List<JsonNode> answers(String query, String... lines) {
        Http.Answer answer = http.post(
                "/api/v1/models/streamed/predict" + query,
                String.join("\n", lines),
                "Content-Type",
                "application/x-ndjson");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text().lines().map(line -> Json.mapper().readTree(line)).toList();
    }

    @Test
    void answersEachLineAndGoesOnBehindBadOnes() {
        List<JsonNode> answers = answers("", GOOD, BAD, "", "{\"gre\":", "7", ODD, "null", GOOD);

        assertThat(answers).hasSize(7);
        assertThat(answers.get(0).at("/label").asString()).isEqualTo("0");
        assertThat(answers.get(1).at("/line").asInt()).isEqualTo(2);
        assertThat(answers.get(1).at("/error/code").asString()).isEqualTo("invalid_prediction_input");
        assertThat(answers.get(1).at("/error/errors/0/message").asString())
                .isEqualTo("gre is \"high\"; it is a number, such as 588");
        assertThat(answers.get(2).at("/line").asInt()).isEqualTo(4);
        assertThat(answers.get(2).at("/error/code").asString()).isEqualTo("malformed_request");
        assertThat(answers.get(3).at("/error/errors/0/code").asString()).isEqualTo("wrong_type");
        assertThat(answers.get(4).at("/warnings/0/code").asString()).isEqualTo("out_of_range");
        assertThat(answers.get(5).at("/error/code").asString()).isEqualTo("malformed_request");
        assertThat(answers.get(6)).isEqualTo(answers.get(0));
        assertThat(answers("?probabilities=false", GOOD).get(0).toString()).isEqualTo("{\"label\":\"0\"}");
    }

    @Test
    void takesMoreRowsThanOneCallMayHold() {
        String[] rows = new String[10_500];
        Arrays.fill(rows, GOOD);

        assertThat(answers("?probabilities=false", rows))
                .hasSize(rows.length)
                .containsOnly(Json.mapper().readTree("{\"label\":\"0\"}"));
    }

    @Test
    void answersALineBeforeTheNextIsSent() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(90_000);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            write(
                    out,
                    "POST /api/v1/models/streamed/versions/1/predict HTTP/1.1\r\nHost: localhost:" + port
                            + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (String line : List.of(GOOD, BAD, GOOD)) {
                write(out, "%x\r\n%s\n\r\n".formatted(line.length() + 1, line));
                assertThat(nextAnswer(in)
                                .at(line.equals(BAD) ? "/line" : "/label")
                                .asString())
                        .isEqualTo(line.equals(BAD) ? "2" : "0");
            }
            write(out, "0\r\n\r\n");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static JsonNode nextAnswer(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (!line.startsWith("{")) {
            line = in.readLine();
        }
        return Json.mapper().readTree(line);
    }

    @Test
    void refusesTheWholeBeforeItBegins() {
        Http.Answer unknown = http.post("/api/v1/models/streamd/predict", GOOD, "Content-Type", "application/x-ndjson");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.at("/detail")).contains("did you mean 'streamed'?");
        assertThat(http.post(
                                "/api/v1/models/streamed/predict?threshold=2",
                                GOOD,
                                "Content-Type",
                                "application/x-ndjson")
                        .status())
                .isEqualTo(400);
    }
}
