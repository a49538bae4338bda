package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Baskets are uploaded, learned without a target, and the model is asked everything it can be asked. */
@TrainyardTest
class RbmJourneyTest {

    private static final List<String> ITEMS = List.of("tea", "cup", "honey", "nail", "saw", "glue");

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void basketsBecomeARecommender() {
        String dataset = http.dataset("name=baskets", baskets()).at("/id");

        Answer job = http.trained(job(dataset));

        assertThat(job.json().at("/latest").has("train/pseudoLikelihood")).isTrue();
        recommends();
        looksInside();
        isMeasuredOn(dataset);
    }

    private void isMeasuredOn(String dataset) {
        Answer there =
                http.succeeded(http.post("/api/v1/models/baskets/versions/1/evaluate", Map.of("datasetId", dataset)));
        JsonNode metrics = there.json().at("/evaluation/metrics");
        assertThat(metrics.findValuesAsString("name"))
                .contains("test/reconstructionError", "test/freeEnergyGap", "test/pseudoLikelihood");
        assertThat(there.json().at("/evaluation/report/rows").asInt()).isEqualTo(300);
        assertThat(there.json().at("/evaluation/warnings")).isEmpty();
    }

    private void recommends() {
        Answer answer = ask("recommend", Map.of("items", List.of("saw", "nail"), "count", 1));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/recommendations/0/item")).isEqualTo("glue");
        Answer unknown = ask("recommend", Map.of("items", List.of("sow")));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.at("/errors/0/suggestion/value")).isEqualTo("saw");
    }

    private void looksInside() {
        Map<String, Object> usual = basket("tea", "cup", "honey");
        Map<String, Object> odd = basket("tea", "nail", "glue", "cup");
        Answer code = ask("transform", Map.of("rows", List.of(usual)));
        assertThat(code.json().at("/features/0").size()).as(code.text()).isEqualTo(4);
        assertThat(code.at("/layer")).isEqualTo("rbm_0");
        Answer rebuilt = ask("reconstruct", Map.of("rows", List.of(usual)));
        assertThat(rebuilt.at("/reconstructions/0/example/row/honey"))
                .as(rebuilt.text())
                .isEqualTo("1");
        assertThat(rebuilt.json().at("/reconstructions/0").has("explanation")).isFalse();
        Answer explained = ask("reconstruct", Map.of("rows", List.of(odd), "explain", true));
        JsonNode why = explained.json().at("/reconstructions/0/explanation");
        assertThat(why.at("/value").asDouble())
                .as(explained.text())
                .isCloseTo(explained.json().at("/reconstructions/0/error").asDouble(), within(1e-9));
        assertThat(why.at("/contributions/tea").asDouble())
                .as("tea does not go with nail and glue: %s", explained.text())
                .isGreaterThan(why.at("/contributions/glue").asDouble());
        assertThat(ask("predict", Map.of("rows", List.of(odd), "explain", true))
                        .json()
                        .at("/explanations/0/0"))
                .isEqualTo(why);
        assertThat(ask("score", Map.of("rows", List.of(odd), "explain", true)).at("/errors/0/pointer"))
                .isEqualTo("/explain");
        Answer scores = ask("score", Map.of("rows", List.of(usual, odd)));
        assertThat(scores.json().at("/scores/1/score").asDouble())
                .as(scores.text())
                .isGreaterThan(scores.json().at("/scores/0/score").asDouble());
        assertThat(ask("transform", Map.of("rows", List.of(usual), "layer", "rbm_1"))
                        .at("/errors/0/pointer"))
                .isEqualTo("/layer");
    }

    private Answer ask(String question, Map<String, Object> body) {
        return http.post("/api/v1/models/baskets/" + question, body);
    }

    private static Map<String, Object> job(String dataset) {
        return Map.of(
                "name",
                "baskets",
                "datasetId",
                dataset,
                "task",
                "recommendation",
                "definition",
                Map.of("kind", "rbm", "hiddenUnits", 4),
                "training",
                Map.of("epochs", 40, "batchSize", 20, "optimizer", Map.of("type", "adam", "learningRate", 0.03)));
    }

    private static Map<String, Object> basket(String... items) {
        Map<String, Object> basket = new LinkedHashMap<>();
        ITEMS.forEach(item -> basket.put(item, List.of(items).contains(item) ? "1" : "0"));
        return basket;
    }

    /** Tea, cup and honey go together, and nail, saw and glue. */
    private static byte[] baskets() {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder(String.join(",", ITEMS)).append('\n');
        for (int row = 0; row < 300; row++) {
            for (int i = 0; i < ITEMS.size(); i++) {
                boolean likely = i < 3 == (row % 2 == 0);
                csv.append(i == 0 ? "" : ",").append(random.nextDouble() < (likely ? 0.9 : 0.05) ? 1 : 0);
            }
            csv.append('\n');
        }
        return csv.toString().getBytes();
    }
}
