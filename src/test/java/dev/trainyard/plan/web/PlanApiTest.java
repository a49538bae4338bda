package dev.trainyard.plan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@TrainyardTest
class PlanApiTest {

    @LocalServerPort
    private int port;

    @Test
    void plansWhatCannotBeAsInvalid() {
        Answer answer = post("""
                {"datasetId":"ds_1","training":{"epochs":0},
                 "definition":{"kind":"sequential","layers":[{"type":"dense","units":-3}]}}""");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode plan = answer.json();
        assertThat(plan.path("valid").asBoolean()).isFalse();
        assertThat(plan.path("violations").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/training/epochs", "/definition/layers/0/units");
    }

    @Test
    void refusesUnknownFieldsWithTheNearestName() {
        Answer answer = post("""
                {"datasetId":"ds_1","training":{"optimizer":{"type":"adam","learnig_rate":0.01}},
                 "definition":{"kind":"sequential","layers":[{"type":"dense"}]}}""");

        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.json().at("/errors/0");
        assertThat(error.path("pointer").asString()).isEqualTo("/training/optimizer/learnig_rate");
        assertThat(error.at("/suggestion/op").asString()).isEqualTo("move");
        assertThat(error.at("/suggestion/path").asString()).isEqualTo("/training/optimizer/learningRate");
    }

    @Test
    void refusesUnknownIds() {
        String net = "\"definition\":{\"kind\":\"sequential\",\"layers\":[{\"type\":\"dense\"}]}";

        assertThat(post("{\"datasetId\":\"ds_none\",%s}".formatted(net)).status())
                .isEqualTo(404);
        assertThat(post("{").status()).isEqualTo(400);
    }

    @Test
    void answersWhoeverAcceptsNothingOfIt() {
        for (String accept : new String[] {"text/csv", "a/b;q=x"}) {
            Answer answer = new Http(port).post("/api/v1/plans", "[0.5]", "Accept", accept);
            assertThat(answer.status()).as(accept).isLessThan(500);
        }
    }

    private Answer post(String body) {
        return new Http(port).post("/api/v1/plans", body);
    }
}
