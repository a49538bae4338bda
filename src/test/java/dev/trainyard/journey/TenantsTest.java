package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two tenants give the same names to different things; one queue and its workers serve both. */
@TrainyardTest
class TenantsTest {

    private static final Map<String, Object> ROWS =
            Map.of("rows", List.of(Map.of("x", 1, "y", 2), Map.of("x", -1, "y", 0.5)));

    @LocalServerPort
    private int port;

    @Test
    void sameNamesLiveSideBySide() {
        Http left = new Http(port).saying("X-Tenant", "left");
        Http right = new Http(port).saying("X-Tenant", "right");
        Answer its = left.sample("circle", Map.of("name", "twin", "rows", 60, "seed", 1));
        Answer others = right.sample("circle", Map.of("name", "twin", "rows", 60, "seed", 2));
        String job = left.trained(job(its)).at("/id");
        right.trained(job(others));

        assertThat(left.get("/api/v1/models/twin").json().at("/latestVersion").asInt())
                .isEqualTo(1);
        Answer one = left.post("/api/v1/models/twin/predict", ROWS);
        Answer other = right.post("/api/v1/models/twin/predict", ROWS);
        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.json().at("/predictions")).isNotEqualTo(other.json().at("/predictions"));
        assertThat(left.events("/api/v1/jobs/" + job + "/events")).anyMatch(line -> line.matches("event: ?end"));
        assertThat(right.get("/api/v1/jobs/" + job).status()).isEqualTo(404);
        assertThat(right.get("/api/v1/datasets?name=twin").json().at("/data").size())
                .isEqualTo(1);
        assertThat(right.post("/api/v1/jobs", job(its)).status()).isBetween(400, 422);

        assertThat(left.delete("/api/v1/models/twin").status()).isEqualTo(204);
        assertThat(left.delete("/api/v1/datasets/" + its.at("/id")).status()).isEqualTo(204);
        assertThat(left.post("/api/v1/models/twin/predict", ROWS).status()).isEqualTo(404);
        Answer still = right.post("/api/v1/models/twin/predict", ROWS);
        assertThat(still.json().at("/predictions")).isEqualTo(other.json().at("/predictions"));
        assertThat(right.get("/api/v1/datasets/" + others.at("/id") + "/content")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void idempotencyKeysAreEachTenantsOwn() {
        for (String tenant : List.of("left", "right")) {
            Map<String, Object> definition = Map.of(
                    "name", tenant, "kind", "sequential", "layers", List.of(Map.of("type", "dense", "units", 1)));
            Answer made = new Http(port)
                    .saying("X-Tenant", tenant)
                    .post("/api/v1/definitions", definition, "Idempotency-Key", "the-same");
            assertThat(made.status()).as(made.text()).isEqualTo(201);
        }
    }

    private static Map<String, Object> job(Answer dataset) {
        return Map.of(
                "name", "twin",
                "model", "twin",
                "datasetId", dataset.at("/id"),
                "definition", Map.of("kind", "sequential", "layers", List.of(Map.of("type", "dense", "units", "auto"))),
                "training", Map.of("epochs", 2, "seed", 1));
    }
}
