package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Which version answers a call: the one that an alias names, or its share of several. */
@TrainyardTest
class TrafficHttpTest {

    private static final Map<String, Object> ROW = TestBundle.row(380, 3.61, "north");

    private final TestVersions versions;
    private final JdbcClient jdbc;
    private final Http http;

    @Autowired
    TrafficHttpTest(ObjectStore store, ModelRegistry registry, JdbcClient jdbc, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.jdbc = jdbc;
        this.http = new Http(port);
    }

    @Test
    void goesWithItsAliasHoweverThatMoves() {
        versions.publish("moved-alias", TestBundle.admissions());
        versions.publish("moved-alias", TestBundle.admissions(2));
        for (int version : new int[] {1, 2, 1}) {
            http.put("/api/v1/models/moved-alias/aliases/champion", Map.of("version", version));
            assertThat(champion()).isEqualTo(version);
        }
        jdbc.sql("update model_alias set version = 2 where model = 'moved-alias'")
                .update(); // as another process does
        await().until(() -> champion() == 2);

        assertThat(http.delete("/api/v1/models/moved-alias/aliases/champion").status())
                .isEqualTo(204);
        assertThat(http.post("/api/v1/models/moved-alias/versions/champion/predict", Map.of("rows", List.of(ROW)))
                        .status())
                .isEqualTo(404);
        versions.publish("moved-alias", TestBundle.admissions(3));
        assertThat(http.post("/api/v1/models/moved-alias/predict", Map.of("rows", List.of(ROW)))
                        .at("/version"))
                .isEqualTo("3");
    }

    private int champion() {
        return http.post("/api/v1/models/moved-alias/versions/champion/predict", Map.of("rows", List.of(ROW)))
                .json()
                .at("/version")
                .asInt();
    }

    @Test
    void sharesTheCallsOfAnAliasOutAndComparesShadows() {
        String model = "/api/v1/models/shared";
        versions.publish("shared", TestBundle.admissions());
        versions.publish("shared", TestBundle.admissions(-1));
        versions.publish("shared", TestBundle.admissions());
        assertThat(http.put(model + "/aliases/canary", "{\"split\":{\"1\":50,\"2\":50},\"shadow\":3}")
                        .status())
                .isEqualTo(200);

        Set<String> asked = new TreeSet<>();
        for (int call = 0; call < 40; call++) {
            Http.Answer answer = http.post(model + "/versions/canary/predict", Map.of("rows", List.of(ROW)));
            asked.add(answer.at("/version") + " says " + answer.at("/predictions/0/label"));
        }

        assertThat(asked).containsExactly("1 says 0", "2 says 1");
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            JsonNode shadow = http.get(model + "/versions/3").json().at("/calls/shadow");
            assertThat(shadow.at("/compared").asInt()).isPositive();
            assertThat(shadow.at("/failed").asInt()).isZero();
        });
        assertThat(http.delete(model + "/versions/2").status()).isEqualTo(409);
        assertThat(http.delete(model + "/versions/3").status()).isEqualTo(409);
    }

    @Test
    void countsWhatAVersionIsAsked() {
        versions.publish("counted", TestBundle.admissions());
        Map<String, Object> rows = Map.of("rows", List.of(ROW));
        assertThat(http.post("/api/v1/models/counted/predict", rows, "X-Request-Timeout", "60")
                        .status())
                .isEqualTo(200);
        assertThat(http.post("/api/v1/models/counted/predict", "{\"rows\":[{}]}")
                        .status())
                .isEqualTo(422);
        Http.Answer late = http.post("/api/v1/models/counted/predict", rows, "X-Request-Timeout", "0.000001");
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.at("/detail")).contains("X-Request-Timeout");
        assertThat(http.post("/api/v1/models/counted/predict", rows, "X-Request-Timeout", "soon")
                        .status())
                .isEqualTo(400);

        Http.Answer version = http.get("/api/v1/models/counted/versions/1");
        assertThat(version.json().at("/calls/answered").asInt()).isEqualTo(1);
        assertThat(version.json().at("/calls/refused").asInt()).isEqualTo(1);
        assertThat(version.json().at("/calls/busy").asInt()).isEqualTo(1);
        assertThat(http.get("/actuator/prometheus").text())
                .contains("trainyard_predictions_total"
                        + "{model=\"counted\",outcome=\"answered\",tenant=\"default\",version=\"1\"} 1.0");
    }
}
