package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What cannot be answered is refused by the place at which it is wrong. */
@TrainyardTest
class RefusedPredictionHttpTest {

    private static final Map<String, Object> ROW = TestBundle.row(380, 3.61, "north");

    private final TestVersions versions;
    private final Http http;

    @Autowired
    RefusedPredictionHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
    }

    @BeforeEach
    void publish() {
        if (http.get("/api/v1/models/served").status() == 404) {
            versions.publish("served", TestBundle.admissions());
        }
    }

    @Test
    void pointsIntoCsvRowsAsIntoJsonRows() {
        Http.Answer answer = http.post(
                "/api/v1/models/served/predict", "school,gre,gpa\nnorth,high,3.61\n", "Content-Type", "text/csv");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/rows/0/gre");
        assertThat(answer.at("/errors/0/message")).isEqualTo("gre is \"high\"; it is a number, such as 588");
        assertThat(http.post("/api/v1/models/served/predict", "a,b\n1", "Content-Type", "text/csv")
                        .at("/code"))
                .isEqualTo("malformed_request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"rows":[{"gre":"380","gpa":3.61,"school":"north"}]} | 422 | invalid_prediction_input | /rows/0/gre
            {"rows":[]}                                          | 422 | invalid_prediction_input | /rows
            {}                                                   | 422 | invalid_prediction_input | /rows
            {"rows":[5]}                                         | 422 | invalid_prediction_input | /rows/0
            {"rows":{"gre":380}}                                 | 422 | invalid_prediction_input | /rows
            {"row":[]}                                           | 400 | unknown_field            | /row
            {"rows":[{"gre":NaN}]}                               | 400 | malformed_request        |
            {"rows":                                             | 400 | malformed_request        |
            {"rows":[],"explain":true}                           | 422 | invalid_prediction_input | /rows
            {"images":["iVBORw0KGgo="]}                          | 422 | invalid_prediction_input |
            {"sequences":[[]]}                                   | 422 | invalid_prediction_input |
            {"texts":["hello"]}                                  | 422 | invalid_prediction_input |
            """)
    void refusesWhatItCannotAnswer(String body, int status, String code, String pointer) {
        Http.Answer answer = http.post("/api/v1/models/served/predict", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
        if (pointer != null) {
            assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
        }
    }

    @Test
    void namesTheLimitOfRows() {
        Http.Answer answer =
                http.post("/api/v1/models/served/predict", Map.of("rows", Collections.nCopies(10_001, Map.of())));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.at("/detail"))
                .isEqualTo("the call has 10,001 rows; one call takes at most 10,000: send several");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/models/sreved/predict             | there is no model 'sreved'; did you mean 'served'?
            /api/v1/models/served/versions/7/predict  | served has no version 7; the newest is 1
            /api/v1/models/served/versions/latst/predict | served has no alias 'latst'; did you mean 'latest'?
            /api/v1/models/served/versions/production/predict | served has no alias 'production'; it has latest
            """)
    void namesWhatIsNearTheUnknown(String path, String detail) {
        Http.Answer answer = http.post(path, Map.of("rows", List.of(ROW)));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/detail")).isEqualTo(detail);
    }

    @Test
    void refusesQuestionsThatAreForOtherModels() {
        Http.Answer answer = http.post("/api/v1/models/served/generate", Map.of("count", 4));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.at("/detail")).contains("ask it by predict");
    }
}
