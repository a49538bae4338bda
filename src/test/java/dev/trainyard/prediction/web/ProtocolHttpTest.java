package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@TrainyardTest
class ProtocolHttpTest {

    private static final String CLASSES = "protocol-classes";
    private static final String NUMERIC = "protocol-numeric";

    private final TestVersions versions;
    private final Http http;

    @Autowired
    ProtocolHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
    }

    @BeforeEach
    void publish() {
        if (http.get("/api/v1/models/" + CLASSES).status() == 404) {
            versions.publish(CLASSES, TestBundle.classes());
            versions.publish(NUMERIC, TestBundle.numericPrice());
        }
    }

    @Test
    void describesTensorsOfColumnsAndOfAllNumericTables() {
        assertThat(http.get("/v2/models/" + CLASSES).text())
                .isEqualTo(
                        "{\"name\":\"protocol-classes\",\"versions\":[\"1\"],\"platform\":\"onnx_onnxv1\",\"inputs\":["
                                + "{\"name\":\"gre\",\"datatype\":\"FP32\",\"shape\":[-1,1]},"
                                + "{\"name\":\"gpa\",\"datatype\":\"FP32\",\"shape\":[-1,1]},"
                                + "{\"name\":\"school\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}],\"outputs\":["
                                + "{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[-1,1]},"
                                + "{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,3]}]}");
        assertThat(http.get("/v2/models/" + NUMERIC + "/versions/1").at("/inputs/0/shape/1"))
                .isEqualTo("2");
        assertThat(http.get("/v2/models/" + NUMERIC + "/ready").at("/ready")).isEqualTo("true");
        assertThat(http.get("/v2/models/" + NUMERIC + "/versions/1/ready").status())
                .isEqualTo(200);
    }

    @Test
    void infersFromOneTensorForEachColumn() {
        Http.Answer answer = http.post("/v2/models/" + CLASSES + "/versions/1/infer", """
                {"id":"7","inputs":[{"name":"gre","shape":[2,1],"datatype":"FP32","data":[[700],[300]]},
                 {"name":"gpa","shape":[2,1],"datatype":"FP64","data":[2.5,3.5]},
                 {"name":"school","shape":[2,1],"datatype":"BYTES","data":["south","north"]}]}""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .startsWith("{\"model_name\":\"protocol-classes\",\"model_version\":\"1\",\"id\":\"7\",\"outputs\":["
                        + "{\"name\":\"label\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[\"a\",\"b\"]},"
                        + "{\"name\":\"probabilities\",\"shape\":[2,3],\"datatype\":\"FP32\",\"data\":[");
        assertThat(answer.json().at("/outputs/1/data")).hasSize(6);
    }

    @Test
    void infersFromOneTensorOfAllNumericColumns() {
        Http.Answer answer = http.post("/v2/models/" + NUMERIC + "/infer", """
                {"inputs":[{"name":"input","shape":[1,2],"datatype":"FP32","data":[600,3.5]}],
                 "outputs":[{"name":"values"}]}""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/outputs/0/data/0").asDouble())
                .isCloseTo(20_000 + 5_000 * (1 + 1 + 0.25), within(0.01));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"inputs":[{"name":"input","shape":[2,2],"datatype":"FP32","data":[600,3.5]}]} | 400 | input 'input' has shape [2, 2] and 2 elements
            {"inputs":[{"name":"input","shape":[2],"datatype":"FP32","data":[600,3.5]}]}   | 400 | input 'input' has shape [2]; it is [N, 2]
            {"inputs":[{"name":"input","shape":[1,2],"datatype":"BYTES","data":[600,3]}]}  | 400 | input 'input' has datatype BYTES and holds 600
            {"inputs":[{"name":"input","shape":[1,2],"datatype":"FP31","data":[600,3]}]}   | 400 | input 'input' has the unknown datatype 'FP31'
            {"inputs":[{"name":"input","datatype":"FP32","data":[600,3]}]}                 | 400 | /inputs/0: a tensor lacks its name, shape or datatype
            {"inputs":[null]}                                                              | 400 | a tensor is null
            {"inputs":[]}                                                                  | 400 | there are no inputs
            {"inputs":[{"name":"gre","shape":[1,1],"datatype":"FP32","data":[600]}]}       | 422 | gpa is not there
            {"inputs":[{"name":"input","shape":[1,2],"datatype":"FP32","data":[600,3],"parameters":{"priority":8}}]} | 501 | priority
            {"inputs":[{"name":"input","shape":[1,2],"datatype":"FP32","data":[600,3]}],"outputs":[{"name":"label"}]} | 400 | there is no output 'label'; there are [values]
            """)
    void refusesInItsProtocolsForm(String body, int status, String error) {
        Http.Answer answer = http.post("/v2/models/" + NUMERIC + "/infer", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().propertyNames()).containsExactly("error");
        assertThat(answer.at("/error")).contains(error);
    }

    @Test
    void answersTensorFlowRowsAndColumns() {
        String rows = "{\"instances\":[{\"gre\":700,\"gpa\":2.5,\"school\":\"south\"}]}";
        Http.Answer byRow = http.post("/v1/models/" + CLASSES + ":predict", rows);
        assertThat(byRow.status()).as(byRow.text()).isEqualTo(200);
        assertThat(byRow.at("/predictions/0/label")).isEqualTo("a");
        assertThat(byRow.json().at("/predictions/0/probabilities")).hasSize(3);

        Http.Answer byColumn = http.post("/v1/models/" + CLASSES + "/versions/1:predict", """
                {"signature_name":"serving_default","inputs":{"gre":[700,300],"gpa":[[2.5],[3.5]],"school":["south","north"]}}""");
        assertThat(byColumn.status()).as(byColumn.text()).isEqualTo(200);
        assertThat(byColumn.json().at("/outputs/label").toString()).isEqualTo("[\"a\",\"b\"]");

        Http.Answer lists =
                http.post("/v1/models/" + NUMERIC + "/labels/latest:predict", "{\"instances\":[[600,3.5]]}");
        assertThat(lists.json().at("/predictions/0/0").asDouble()).isCloseTo(31_250, within(0.01));
    }

    @Test
    void tellsTensorFlowClientsWhatThereIs() {
        assertThat(http.get("/v1/models/" + CLASSES).at("/model_version_status/0/state"))
                .isEqualTo("AVAILABLE");
        assertThat(http.get("/v1/models/" + CLASSES + "/versions/1").at("/model_version_status/0/version"))
                .isEqualTo("1");
        Http.Answer unknown = http.post("/v1/models/protocol-clases:predict", "{\"instances\":[{}]}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.at("/error")).contains("did you mean 'protocol-classes'?");
        assertThat(http.post("/v1/models/" + CLASSES + ":predict", "{\"instances\":[[1,2]]}")
                        .status())
                .isEqualTo(400);
    }
}
