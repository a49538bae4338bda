package dev.trainyard.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.plan.JobSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {

    @Test
    void movesMisspeltFieldToTheNearestName() {
        Problem problem = refusal("""
                {"datasetId":"ds_1","training":{"optimizer":{"type":"adam","learnig_rate":0.001}}}""");

        assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_FIELD);
        assertThat(problem.violations())
                .containsExactly(new Violation(
                        "/training/optimizer/learnig_rate",
                        "unknown_field",
                        "there is no field 'learnig_rate'; did you mean 'learningRate'?",
                        Suggestion.move("/training/optimizer/learnig_rate", "/training/optimizer/learningRate")));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Problem problem = refusal("""
                {"naem":"a","training":{"epochs":0,"loss":"msee","optimizer":{"learningRate":-1,"type":"adam"}},
                 "definition":{"layers":[{"type":"dense","units":-3},{"type":"dense","activatoin":"relu"}],
                               "kind":"sequential"}}""");

        assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_FIELD);
        assertThat(problem.violations())
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/naem",
                        "/training/epochs",
                        "/training/loss",
                        "/training/optimizer/learningRate",
                        "/definition/layers/0/units",
                        "/definition/layers/1/activatoin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"training":{"optimizer":{"type":"adma"}}}              | /training/optimizer/type      | unknown_type  | adam
            {"definition":{"kind":"graph","nodes":[{"type":"dense","units":0}]}}        | /definition/nodes/0/units    | invalid_value |
            {"definition":{"kind":"graph","nodes":[{"type":"dens"}]}}                   | /definition/nodes/0/type     | unknown_type  | dense
            {"definition":{"kind":"graph","nodes":[{"type":"dense","inputs":"input"}]}} | /definition/nodes/0/inputs   | wrong_type    |
            {"training":{"loss":"MSE"}}                             | /training/loss                | unknown_value | mse
            {"training":{"loss":7}}                                 | /training/loss                | wrong_type    |
            {"training":{"epochs":"ten"}}                           | /training/epochs              | wrong_type    |
            {"training":{"epochs":"10"}}                            | /training/epochs              | wrong_type    |
            {"training":{"epochs":1.5}}                             | /training/epochs              | wrong_type    |
            {"training":{"epochs":99999999999}}                     | /training/epochs              | invalid_value |
            {"training":{"shuffle":"yes"}}                          | /training/shuffle             | wrong_type    |
            {"training":{"batchSize":0}}                            | /training/batchSize           | invalid_value |
            {"training":{"batchSize":"all"}}                        | /training/batchSize           | invalid_value |
            {"training":[]}                                         | /training                     | wrong_type    |
            {"training":{"optimizer":"adam"}}                       | /training/optimizer           | wrong_type    |
            {"training":{"optimizer":{"learningRate":1}}}           | /training/optimizer           | missing_field |
            {"training":{"optimizer":{"type":"adam","learningRate":"NaN"}}} | /training/optimizer/learningRate | invalid_value |
            {"target":[null]}                                       | /target/0                     | invalid_value |
            {"split":{"validation":0.6,"test":0.6}}                 | /split/validation             | invalid_value |
            {"task":"clasification"}                                | /task                         | unknown_value | classification
            {"definition":{"kind":"sequential","layers":[]}}        | /definition/layers            | invalid_value |
            {"definition":{"kind":"sequential"}}                    | /definition                   | invalid_value |
            {"definition":{"layers":[{"type":"dense"}]}}            | /definition                   | missing_field |
            {"definition":{"kind":"sequential","layers":[{"type":"dropout","rate":1.5}]}}     | /definition/layers/0/rate       | invalid_value |
            {"definition":{"kind":"sequential","layers":[{"type":"dense","units":"many"}]}}   | /definition/layers/0/units      | invalid_value |
            {"definition":{"kind":"sequential","layers":[{"type":"desne","units":1}]}}        | /definition/layers/0/type       | unknown_type  | dense
            {"definition":{"kind":"sequential","layers":[{"units":1,"type":"desne"}]}}        | /definition/layers/0/type       | unknown_type  | dense
            {"definition":{"kind":"sequential","layers":[{"type":"dense","activation":"rleu"}]}} | /definition/layers/0/activation | unknown_value | relu
            {"definition":{"kind":"sequential","layers":[{"type":"dense","kernelInitializer":"zeroes"}]}} | /definition/layers/0/kernelInitializer | unknown_value | zeros
            {"definition":{"kind":"sequential","layers":[{"type":"dense","kernelInitializer":{"type":"noraml"}}]}} | /definition/layers/0/kernelInitializer/type | unknown_value | normal
            {"definition":{"kind":"sequential","layers":[{"type":"dense","kernelInitializer":{"type":"normal","sd":1}}]}} | /definition/layers/0/kernelInitializer/sd | invalid_value |
            {"definition":{"kind":"sequential","layers":["dense"]}}                           | /definition/layers/0            | wrong_type    |
            """)
    void saysWhichValueCannotBe(String body, String pointer, String code, String replacement) {
        Problem problem = refusal(body);

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_JOB);
        Violation violation = problem.violations().get(0);
        assertThat(violation.pointer()).isEqualTo(pointer);
        assertThat(violation.code()).as(violation.message()).isEqualTo(code);
        assertThat(violation.message()).doesNotContain("dev.trainyard", "java.", "jackson");
        if (replacement != null) {
            assertThat(violation.suggestion()).isEqualTo(Suggestion.replace(pointer, replacement));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":          | line 1
            {"name":"a",}     | line 1
            {"name":NaN}      | line 1
            {"name":"a","name":"b"} | 'name'
            {"name":"a"} {}   | line 1
            'nonsense'        | line 1
            """)
    void saysWhereTheBodyIsNoJson(String body, String part) {
        Problem problem = refusal(body);

        assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
        assertThat(problem.getMessage()).contains(part);
    }

    @Test
    void refusesEmptyBodyAndNull() {
        assertThat(refusal("").getMessage()).contains("empty");
        assertThat(refusal("null").getMessage()).contains("null");
        assertThat(refusal("[]").violations().get(0).message()).contains("an object is expected");
    }

    @Test
    void suggestsAListWhereALoneValueStands() {
        Violation violation = refusal("{\"target\":\"admit\"}").violations().get(0);

        assertThat(violation.pointer()).isEqualTo("/target");
        assertThat(violation.suggestion())
                .hasToString("Suggestion[op=replace, path=/target, from=null, value=[\"admit\"]]");
    }

    @Test
    void readsWhatIsRight() {
        JobSpec job = JsonBody.read(bytes("{\"datasetId\":\"ds_1\",\"metadata\":{\"a\":null}}"), JobSpec.class);

        assertThat(job.datasetId()).isEqualTo("ds_1");
        assertThat(job.metadata()).containsEntry("a", null);
    }

    @Test
    void tellsDefinitionsFromJobs() {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> JsonBody.read(
                        bytes("{\"kind\":\"sequential\",\"layers\":[{\"type\":\"dense\",\"units\":-1}]}"),
                        ModelDefinition.class));

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_DEFINITION);
        assertThat(problem.violations()).extracting(Violation::pointer).isEqualTo(List.of("/layers/0/units"));
        assertThat(problem.getMessage()).contains("-1");
    }

    private static Problem refusal(String body) {
        return catchThrowableOfType(Problem.class, () -> JsonBody.read(bytes(body), JobSpec.class));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
