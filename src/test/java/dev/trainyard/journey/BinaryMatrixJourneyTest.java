package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.type.TypeReference;

/** Binary matrices, as a table and as triples, from their upload to an RBM that answers. */
@TrainyardTest
class BinaryMatrixJourneyTest {

    private static final List<String> FILMS = List.of("alien", "brazil", "casablanca", "dune", "eraserhead", "fargo");

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void theSampleOfBarsAndStripesIsLearnedAndRebuilt() {
        Answer sample = http.sample("bars-and-stripes", Map.of("seed", 1));
        assertThat(sample.at("/state")).as(sample.text()).isEqualTo("ready");
        assertThat(sample.at("/kind")).isEqualTo("binary-matrix");
        Map<String, Object> body = Json.mapper()
                .convertValue(
                        http.get("/api/v1/definitions/templates/rbm").json().at("/job"), new TypeReference<>() {});
        body.put("datasetId", sample.at("/id"));
        http.trained(body);

        Map<String, Object> bars = picture(15, 0, 15, 0);
        Map<String, Object> neither = picture(9, 6, 5, 10);
        Answer rebuilt = http.post("/api/v1/models/rbm/reconstruct", Map.of("rows", List.of(bars)));
        assertThat(rebuilt.json().at("/reconstructions/0/example/row/r0c3").asDouble())
                .as(rebuilt.text())
                .isGreaterThan(0.8);
        assertThat(rebuilt.json().at("/reconstructions/0/example/row/r1c3").asDouble())
                .isLessThan(0.2);
        Answer scores = http.post("/api/v1/models/rbm/score", Map.of("rows", List.of(bars, neither)));
        assertThat(scores.json().at("/scores/1/score").asDouble())
                .as(scores.text())
                .isGreaterThan(scores.json().at("/scores/0/score").asDouble());
    }

    @Test
    void triplesOfUsersAndFilmsBecomeARecommender() {
        Answer read = http.dataset("name=films&kind=binary-matrix", triples());
        assertThat(read.at("/state")).as(read.text()).isEqualTo("ready");
        assertThat(read.json().at("/rows").asInt()).isEqualTo(240);
        http.trained(Map.of(
                "name",
                "films-liked",
                "datasetId",
                read.at("/id"),
                "definition",
                Map.of("kind", "rbm", "hiddenUnits", 4),
                "training",
                Map.of("epochs", 60, "batchSize", 20, "optimizer", Map.of("type", "adam", "learningRate", 0.03))));

        Answer answer = http.post(
                "/api/v1/models/films-liked/recommend", Map.of("items", List.of("alien", "brazil"), "count", 1));
        assertThat(answer.at("/recommendations/0/item")).as(answer.text()).isEqualTo("casablanca");
        Answer version = http.get("/api/v1/models/films-liked/versions/1");
        assertThat(version.at("/task")).isEqualTo("recommendation");
    }

    /** Four rows of four pixels, each the bits of a number. */
    private static Map<String, Object> picture(int... rows) {
        Map<String, Object> picture = new LinkedHashMap<>();
        IntStream.range(0, 16).forEach(i -> picture.put("r%dc%d".formatted(i / 4, i % 4), rows[i / 4] >> i % 4 & 1));
        return picture;
    }

    /** The first three films please the same people, and so do the last three; what displeases is rated low. */
    private static byte[] triples() {
        Random random = new Random(3);
        StringBuilder csv = new StringBuilder("user,item,rating\n");
        for (int user = 0; user < 240; user++) {
            for (int film = 0; film < FILMS.size(); film++) {
                boolean pleases = film < 3 == (user % 2 == 0);
                int rating = pleases ? 4 + random.nextInt(2) : 1 + random.nextInt(2);
                if (random.nextDouble() < 0.9) {
                    csv.append("u%d,%s,%d%n".formatted(user, FILMS.get(film), rating));
                }
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
