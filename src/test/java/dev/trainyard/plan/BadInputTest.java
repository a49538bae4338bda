package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What cannot be trained is refused with the place, the reason and a patch; whoever follows the patches has a job that can be. */
class BadInputTest {

    private static final int MOST_PATCHES = 6;

    private final Planning planning = new Planning(Data.admissions()
            .with("three", 300, Data.number("x"), Data.classes("label", 100, 100, 100))
            .with("two", 300, Data.number("x"), Data.classes("label", 150, 150))
            .with("counts", 300, Data.number("a"), Data.number("b"))
            .with("series", 40, Data.number("value"))
            .with("runs", 400, Data.ids("run", 80), Data.ids("t", 5), Data.number("value"))
            .with(
                    "reviews",
                    400,
                    Data.withMissing(Data.text("text"), 400),
                    Data.text("words"),
                    Data.classes("label", 200, 200))
            .with(
                    "blank",
                    400,
                    Data.withMissing(Data.text("text"), 400),
                    Data.number("stars"),
                    Data.classes("label", 200, 200))
            .with("verse", 4, new Column("text", ColumnType.TEXT, 0, 4, 20.0, 24.0, 21.0, 1.0, null, null))
            .with("words", 400, Data.text("text"), Data.classes("label", 200, 200))
            .withPictures("small", 300, 8, 8, Data.classes("label", 150, 150))
            .withPictures("large", 300, 28, 28, Data.classes("label", 150, 150)));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a label beyond the units | /definition/layers/0/units | {"datasetId":"three","definition":{"kind":"sequential","layers":[{"type":"dense","units":2}]}}
            a label that training never sees | /split/testDatasetId | {"datasetId":"two","split":{"testDatasetId":"three"},"definition":{"kind":"sequential","layers":[{"type":"dense"}]}}
            a token beyond the embedding | /definition/layers/0/inputDim | {"datasetId":"words","text":{"vocabulary":300},"definition":{"kind":"sequential","layers":[{"type":"embedding","inputDim":100,"outputDim":4},{"type":"gru","units":3},{"type":"dense"}]}}
            test pictures of another size | /split/testDatasetId | {"datasetId":"small","split":{"testDatasetId":"large"},"definition":{"kind":"sequential","layers":[{"type":"flatten"},{"type":"dense"}]}}
            a kernel larger than the picture | /definition/layers/0/kernelSize | {"datasetId":"small","definition":{"kind":"sequential","layers":[{"type":"conv2d","filters":2,"kernelSize":9},{"type":"flatten"},{"type":"dense"}]}}
            a shape for other pictures | /definition/layers/0/targetShape | {"datasetId":"small","definition":{"kind":"sequential","layers":[{"type":"reshape","targetShape":[28,28]},{"type":"flatten"},{"type":"dense"}]}}
            a convolution over a row | /definition/layers/1 | {"datasetId":"small","definition":{"kind":"sequential","layers":[{"type":"flatten"},{"type":"conv2d","filters":2},{"type":"flatten"},{"type":"dense"}]}}
            pictures that nobody flattens | /definition/layers/0 | {"datasetId":"small","definition":{"kind":"sequential","layers":[{"type":"dense"}]}}
            a recurrent layer over rows | /definition/layers/0 | {"datasetId":"admissions","definition":{"kind":"sequential","layers":[{"type":"lstm","units":4},{"type":"dense"}]}}
            a window longer than the series | /sequence/window | {"datasetId":"series","task":"forecasting","target":["value"],"sequence":{"window":50},"definition":{"kind":"sequential","layers":[{"type":"lstm","units":4},{"type":"dense"}]}}
            a window longer than each sequence | /sequence/window | {"datasetId":"runs","task":"forecasting","target":["value"],"sequence":{"idColumn":"run","orderColumn":"t","window":9,"horizon":1},"definition":{"kind":"sequential","layers":[{"type":"lstm","units":4},{"type":"dense"}]}}
            a window longer than the text | /text/length | {"datasetId":"verse","text":{"length":90,"vocabulary":50},"definition":{"kind":"sequential","layers":[{"type":"embedding","outputDim":4},{"type":"gru","units":3},{"type":"dense"}]}}
            an empty text beside another | /datasetId | {"datasetId":"reviews","text":{"vocabulary":50},"definition":{"kind":"sequential","layers":[{"type":"embedding","outputDim":4},{"type":"gru","units":3},{"type":"dense"}]}}
            an empty text that is named | /features/0 | {"datasetId":"reviews","features":["text"],"text":{"vocabulary":50},"definition":{"kind":"sequential","layers":[{"type":"embedding","outputDim":4},{"type":"gru","units":3},{"type":"dense"}]}}
            an empty text beside numbers | /datasetId | {"datasetId":"blank","text":{"vocabulary":50},"definition":{"kind":"sequential","layers":[{"type":"dense"}]}}
            a discriminator of two units | /definition/discriminator/layers/0/units | {"datasetId":"counts","definition":{"kind":"gan","latentSize":2,"generator":{"layers":[{"type":"dense"}]},"discriminator":{"layers":[{"type":"dense","units":2}]}}}
            a discriminator of a picture | /definition/discriminator/layers | {"datasetId":"small","definition":{"kind":"gan","latentSize":2,"generator":{"layers":[{"type":"dense","units":64},{"type":"reshape","targetShape":[8,8,1]},{"type":"activation","activation":"sigmoid"}]},"discriminator":{"layers":[{"type":"conv2d","filters":2}]}}}
            chances that are none | /preprocessing/numeric | {"datasetId":"counts","definition":{"kind":"rbm","hiddenUnits":3}}
            pixels that are no chances | /preprocessing/images | {"datasetId":"small","task":"representation","preprocessing":{"images":"standardize"},"definition":{"kind":"rbm","hiddenUnits":3}}
            a circle of nodes | /definition/nodes/0/inputs/0 | {"datasetId":"admissions","definition":{"kind":"graph","outputs":["b"],"nodes":[{"type":"dense","name":"a","units":2,"inputs":["b"]},{"type":"dense","name":"b","inputs":["a"]}]}}
            a node that nobody reads | /definition/nodes/1 | {"datasetId":"admissions","definition":{"kind":"graph","outputs":["a"],"nodes":[{"type":"dense","name":"a","inputs":["input"]},{"type":"dense","name":"b","units":2,"inputs":["input"]}]}}
            a node that there is not | /definition/nodes/0/inputs/0 | {"datasetId":"admissions","definition":{"kind":"graph","outputs":["a"],"nodes":[{"type":"dense","name":"a","inputs":["somewhere"]}]}}
            an answer that there is not | /definition/outputs/0 | {"datasetId":"admissions","definition":{"kind":"graph","outputs":["elsewhere"],"nodes":[{"type":"dense","name":"a","inputs":["input"]}]}}
            a sum of widths that differ | /definition/nodes/2/inputs/1 | {"datasetId":"admissions","definition":{"kind":"graph","outputs":["d"],"nodes":[{"type":"dense","name":"a","units":2,"inputs":["input"]},{"type":"dense","name":"b","units":3,"inputs":["input"]},{"type":"add","name":"c","inputs":["a","b"]},{"type":"dense","name":"d","inputs":["c"]}]}}
            a sum of pictures of other depths | /definition/nodes/2/inputs/1 | {"datasetId":"small","definition":{"kind":"graph","outputs":["e"],"nodes":[{"type":"conv2d","name":"a","filters":2,"inputs":["input"]},{"type":"conv2d","name":"b","filters":3,"inputs":["input"]},{"type":"add","name":"c","inputs":["a","b"]},{"type":"flatten","name":"d","inputs":["c"]},{"type":"dense","name":"e","inputs":["d"]}]}}
            a join of pictures of other sizes | /definition/nodes/2/inputs/1 | {"datasetId":"small","definition":{"kind":"graph","outputs":["e"],"nodes":[{"type":"conv2d","name":"a","filters":2,"inputs":["input"]},{"type":"maxPooling2d","name":"b","inputs":["input"]},{"type":"concatenate","name":"c","inputs":["a","b"]},{"type":"flatten","name":"d","inputs":["c"]},{"type":"dense","name":"e","inputs":["d"]}]}}
            a node of a picture over a row | /definition/nodes/0 | {"datasetId":"admissions","definition":{"kind":"graph","outputs":["c"],"nodes":[{"type":"conv1d","name":"a","filters":2,"inputs":["input"]},{"type":"flatten","name":"b","inputs":["a"]},{"type":"dense","name":"c","inputs":["b"]}]}}
            a graph that flattens no picture | /definition/nodes/0 | {"datasetId":"small","definition":{"kind":"graph","outputs":["a"],"nodes":[{"type":"dense","name":"a","inputs":["input"]}]}}
            a Lambda in a row | /definition/config/config/layers/0/class_name | {"datasetId":"admissions","definition":{"kind":"keras","config":{"class_name":"Sequential","config":{"name":"m","layers":[{"class_name":"Lambda","config":{"name":"l"}},{"class_name":"Dense","config":{"name":"d","units":1,"activation":"sigmoid"}}]}}}}
            a Lambda in a functional model | /definition/config/config/layers/1/class_name | {"datasetId":"admissions","definition":{"kind":"keras","config":{"class_name":"Functional","config":{"name":"m","layers":[{"class_name":"InputLayer","name":"in","config":{"name":"in","batch_input_shape":[null,3]},"inbound_nodes":[]},{"class_name":"Lambda","name":"l","config":{"name":"l","function":["x",null,null]},"inbound_nodes":[[["in",0,0,{}]]]},{"class_name":"Dense","name":"d","config":{"name":"d","units":1,"activation":"sigmoid"},"inbound_nodes":[[["l",0,0,{}]]]}],"input_layers":[["in",0,0]],"output_layers":[["d",0,0]]}}}}
            a layer that nobody knows | /definition/config/config/layers/0/class_name | {"datasetId":"admissions","definition":{"kind":"keras","config":{"class_name":"Sequential","config":{"name":"m","layers":[{"class_name":"Quux","config":{"name":"q"}},{"class_name":"Dense","config":{"name":"d","units":1,"activation":"sigmoid"}}]}}}}
            """)
    void isRefusedWithAPatchThatMends(String what, String pointer, String job) {
        JsonNode body = Json.mapper().readTree(job);
        Plan plan = planning.plan(body.toString());

        assertThat(plan.valid()).as(what).isFalse();
        assertThat(plan.resolved()).isNull();
        assertThat(plan.violations().get(0).pointer()).isEqualTo(pointer);
        assertThat(plan.violations().get(0).message()).isNotBlank();
        for (int patches = 0; !plan.valid(); patches++) {
            Violation violation = plan.violations().get(0);
            assertThat(patches).as("patches, the last for %s", violation).isLessThan(MOST_PATCHES);
            assertThat(violation.suggestion()).as(violation.toString()).isNotNull();
            apply(Objects.requireNonNull(violation.suggestion()), body);
            plan = planning.plan(body.toString());
        }
    }

    /** One operation of JSON Patch. */
    private static void apply(Suggestion suggestion, JsonNode body) {
        JsonPointer path = JsonPointer.compile(suggestion.path());
        JsonNode parent = body.at(path.head());
        String place = path.last().getMatchingProperty();
        JsonNode value = Json.mapper().valueToTree(suggestion.value());
        if (parent instanceof ObjectNode object) {
            assertThat(suggestion.op().equals("add") || object.has(place))
                    .as("there is something to change: %s", suggestion)
                    .isTrue();
            JsonNode ignored = suggestion.op().equals("remove") ? object.remove(place) : object.set(place, value);
        } else {
            apply(suggestion.op(), (ArrayNode) parent, place, value);
        }
    }

    private static void apply(String op, ArrayNode list, String place, JsonNode value) {
        switch (op) {
            case "add" -> list.insert(place.equals("-") ? list.size() : Integer.parseInt(place), value);
            case "replace" -> list.set(Integer.parseInt(place), value);
            default -> list.remove(Integer.parseInt(place));
        }
    }
}
