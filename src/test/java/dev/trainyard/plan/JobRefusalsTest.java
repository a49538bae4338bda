package dev.trainyard.plan;

import static dev.trainyard.plan.Data.classes;
import static dev.trainyard.plan.Data.constant;
import static dev.trainyard.plan.Data.number;
import static dev.trainyard.plan.Data.text;
import static dev.trainyard.plan.Data.withMissing;
import static dev.trainyard.plan.Planning.NET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRefusalsTest {

    private final Data data = Data.admissions();
    private final Planning planning = new Planning(data);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "target":["admitted"]                                | /target/0                      | target_not_found
            "target":[]                                          | /target                        | target_not_found
            "target":["admit","admit"]                           | /target/1                      | duplicate_column
            "target":["admit","gre"]                             | /target                        | one_target
            "features":["gre","gap"]                             | /features/1                    | unknown_column
            "features":["gre","admit"]                           | /features/1                    | target_among_features
            "features":["gre","gre"]                             | /features/1                    | duplicate_column
            "features":[]                                        | /features                      | unknown_column
            "task":"regression"                                  | /task                          | task_mismatch
            "task":"classification","target":["gre"]             | /task                          | task_mismatch
            "training":{"loss":"poisson"}                        | /training/loss                 | loss_mismatch
            "training":{"loss":"categoricalCrossentropy"}        | /training/loss                 | loss_mismatch
            "target":["gre"],"training":{"loss":"binaryCrossentropy"} | /training/loss            | loss_mismatch
            "target":["gre"],"training":{"loss":"cosine"}        | /training/loss                 | loss_mismatch
            "target":["gre"],"training":{"classWeights":"balanced"} | /training/classWeights      | no_classes
            "training":{"metrics":["acuracy"]}                   | /training/metrics/0            | unknown_metric
            "training":{"metrics":["accuracy","r2"]}             | /training/metrics/1            | unknown_metric
            "training":{"earlyStopping":{"monitor":"validation/los"}} | /training/earlyStopping/monitor | unknown_metric
            "split":{"validation":0},"training":{"earlyStopping":{}} | /training/earlyStopping/monitor | no_validation
            "training":{"optimizer":{"type":"rprop"},"batchSize":32} | /training/batchSize        | full_batch_required
            "training":{"optimizer":{"type":"rprop"},"schedule":{"type":"step"}} | /training/schedule | schedule_without_effect
            "training":{"schedule":{"type":"plateau","monitor":"validation/auk"}} | /training/schedule/monitor | unknown_metric
            "preprocessing":{"derived":["x^2"]}                  | /preprocessing/derived/0       | unknown_column
            "preprocessing":{"derived":["gre*gpa","2"]}          | /preprocessing/derived/1       | constant_feature
            "preprocessing":{"derived":["gre^2","gre^2"]}        | /preprocessing/derived/1       | duplicate_column
            "split":{"validation":0.0001,"test":0}               | /split                         | too_few_rows
            "resources":{"engine":"fused","device":"gpu"}        | /resources/engine              | no_engine
            "definitionId":"def_1"                               | /definitionId                  | two_definitions
            """)
    void saysWhatStandsAgainstAJob(String fields, String pointer, String code) {
        Plan plan = planning.plan("{\"datasetId\":\"admissions\",%s,%s}".formatted(fields, NET));

        assertThat(plan.valid()).isFalse();
        assertThat(plan.resolved()).isNull();
        assertThat(plan.violations().get(0).pointer()).isEqualTo(pointer);
        assertThat(plan.violations().get(0).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"dense","units":3}                                            | /definition/layers/0/units                    | shape_mismatch
            {"type":"dense","units":1,"activation":"softmax"}                     | /definition/layers/0/activation               | softmax_needs_units
            {"type":"dense","activation":"relu"}                                  | /definition/layers/0/activation               | activation_mismatch
            {"type":"dense","activation":"linear"}                                | /definition/layers/0/activation               | activation_mismatch
            {"type":"dense"},{"type":"dense"}                                     | /definition/layers/0/units                    | units_required
            {"type":"dense","units":1},{"type":"dropout"}                         | /definition/layers/1                          | last_layer
            {"type":"dense","units":1},{"type":"batchNormalization"}              | /definition/layers/1                          | last_layer
            {"type":"activation"}                                                 | /definition/layers                            | shape_mismatch
            {"type":"dense","name":"a","units":4},{"type":"dense","name":"a"}     | /definition/layers/1/name                     | duplicate_name
            {"type":"dense","name":"a/b"}                                         | /definition/layers/0/name                     | invalid_name
            {"type":"dense","kernelInitializer":{"values":[[1],[2]]}}             | /definition/layers/0/kernelInitializer/values | shape_mismatch
            {"type":"dense","kernelInitializer":{"values":[[1],[2],[3,4]]}}       | /definition/layers/0/kernelInitializer/values/2 | shape_mismatch
            {"type":"dense","kernelInitializer":{"values":[[1],[2],["a"]]}}       | /definition/layers/0/kernelInitializer/values/2/0 | invalid_value
            {"type":"dense","useBias":false,"biasInitializer":"ones"}             | /definition/layers/0/biasInitializer          | no_bias
            {"type":"dense","units":50000},{"type":"dense","units":50000},{"type":"dense"} | /definition/layers                   | too_many_parameters
            """)
    void saysWhichLayerDoesNotFit(String layers, String pointer, String code) {
        Plan plan =
                planning.plan("{\"datasetId\":\"admissions\",\"definition\":{\"kind\":\"sequential\",\"layers\":[%s]}}"
                        .formatted(layers));

        assertThat(plan.violations()).isNotEmpty();
        assertThat(plan.violations().get(0).pointer()).isEqualTo(pointer);
        assertThat(plan.violations().get(0).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "target":["sport","kind"]                                                | /target               | one_target
            "target":["sport","war"],"training":{"classWeights":"balanced"}          | /training/classWeights | no_classes
            "target":["sport","war"],"training":{"loss":"categoricalCrossentropy"}   | /training/loss        | loss_mismatch
            "target":["sport","war"],"training":{"metrics":["exactMach"]}            | /training/metrics/0   | unknown_metric
            """)
    void saysWhatLabelsCannotBe(String fields, String pointer, String code) {
        data.with(
                "news",
                100,
                number("a"),
                classes("sport", 50, 50),
                classes("war", 50, 50),
                classes("kind", 30, 30, 40));

        Plan plan = planning.plan("{\"datasetId\":\"news\",%s,%s}".formatted(fields, NET));

        assertThat(plan.violations()).extracting(Violation::pointer).containsExactly(pointer);
        assertThat(plan.violations()).extracting(Violation::code).containsExactly(code);
    }

    @Test
    void suggestsWhatMendsAJob() {
        assertThat(only("\"target\":[\"admitt\"]").suggestion()).isEqualTo(Suggestion.replace("/target/0", "admit"));
        assertThat(only("\"training\":{\"loss\":\"kld\"}").suggestion())
                .isEqualTo(Suggestion.replace("/training/loss", "binaryCrossentropy"));
        assertThat(only("\"task\":\"regression\"").suggestion())
                .isEqualTo(Suggestion.replace("/task", "classification"));
    }

    @Test
    void refusesTargetsThatTeachNothing() {
        data.with("constant", 100, number("a"), constant("y"));
        data.with("ids", 5, number("a"), classes("y", 1, 1, 1, 1, 1));
        data.with("empty", 100, number("a"), withMissing(number("y"), 100));
        data.with("text", 100, number("a"), text("y"));
        data.with(
                "many",
                5000,
                number("a"),
                classes("y", LongStream.generate(() -> 2).limit(2500).toArray()));

        assertThat(codes("constant")).containsExactly("constant_target");
        assertThat(codes("ids")).containsExactly("too_many_classes");
        assertThat(codes("empty")).containsExactly("constant_target");
        assertThat(codes("text")).containsExactly("unsupported_target");
        assertThat(codes("many")).containsExactly("too_many_classes");
    }

    @Test
    void refusesFeaturesThatAreNone() {
        data.with("lone", 100, number("y"));
        data.with("texts", 100, text("a"), text("b"), number("y"));
        data.with(
                "wide",
                60_000,
                classes("a", LongStream.generate(() -> 3).limit(20_000).toArray()),
                number("y"));

        assertThat(codes("lone")).containsExactly("no_features");
        assertThat(codes("texts")).containsExactly("no_features");
        assertThat(codes("wide")).containsExactly("too_many_inputs");
        assertThat(planning.plan("{\"datasetId\":\"texts\",\"features\":[\"a\",\"b\"],%s}".formatted(NET))
                        .violations()
                        .get(0)
                        .code())
                .isEqualTo("unsupported_column");
    }

    @Test
    void warnsOfWhatMayDisappoint() {
        data.with(
                "odd",
                60,
                constant("same"),
                text("notes"),
                classes("code", LongStream.generate(() -> 1).limit(150).toArray()),
                withMissing(classes("y", 50, 3, 2), 5));

        Plan plan = planning.plan("""
                {"datasetId":"odd","training":{"batchSize":4096},"resources":{"device":"gpu"},%s}""".formatted(NET));

        assertThat(plan.violations()).isEmpty();
        assertThat(plan.warnings())
                .extracting(Plan.Warning::code)
                .contains(
                        "columns_left_out",
                        "constant_feature",
                        "many_categories",
                        "missing_target",
                        "imbalanced_target",
                        "stratify_impossible",
                        "few_rows",
                        "batch_larger_than_data",
                        "gpu_unverified");
    }

    @Test
    void refusesToTrainOnFewerRowsThanParts() {
        data.with("xor", 4, number("x"), number("y"), classes("label", 2, 2));

        Violation violation = planning.plan("{\"datasetId\":\"xor\",%s}".formatted(NET))
                .violations()
                .get(0);

        assertThat(violation.code()).isEqualTo("too_few_rows");
        assertThat(violation.suggestion()).isEqualTo(Suggestion.add("/split", Map.of("validation", 0, "test", 0)));
        assertThat(planning.plan("{\"datasetId\":\"xor\",\"split\":{\"validation\":0,\"test\":0},%s}".formatted(NET))
                        .valid())
                .isTrue();
    }

    @Test
    void holdsGivenPartsAgainstTheTrainingData() {
        data.with("part", 20, number("gre"), classes("gpa", 10, 10), classes("admit", 9, 9, 2));

        Plan plan = planning.plan(
                "{\"datasetId\":\"admissions\",\"split\":{\"testDatasetId\":\"part\"},%s}".formatted(NET));

        assertThat(plan.violations())
                .extracting(Violation::code)
                .containsExactly("column_type_mismatch", "missing_column", "unknown_category");
        assertThat(plan.violations()).extracting(Violation::pointer).containsOnly("/split/testDatasetId");
    }

    @Test
    void asksForDataAndDefinition() {
        assertThat(planning.plan("{}").violations())
                .extracting(Violation::pointer)
                .containsExactly("/datasetId", "/definition");
    }

    @Test
    void refusesWebhooksThatDoNotExist() {
        Plan plan = planning.plan(
                "{\"datasetId\":\"admissions\",\"webhooks\":[\"whk_known\",\"http://example.org\"],%s}".formatted(NET));

        assertThat(plan.violations()).extracting(Violation::pointer).containsExactly("/webhooks/1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "task":"captioning"                       | /task
            "preprocessing":{"images":"0-1"}          | /preprocessing/images
            """)
    void refusesWhatIsForOtherExamplesThanRows(String fields, String pointer) {
        Plan plan = planning.plan("{\"datasetId\":\"admissions\",%s,%s}".formatted(fields, NET));

        assertThat(plan.violations()).extracting(Violation::pointer).containsExactly(pointer);
    }

    @Test
    void refusesUnknownDataSets() {
        Problem problem =
                catchThrowableOfType(Problem.class, () -> planning.plan("{\"datasetId\":\"ds_9\",%s}".formatted(NET)));

        assertThat(problem.type()).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void checksThatABatchFitsIntoMemory() {
        data.with("large", 1_000_000_000, number("a"), classes("y", 500_000_000, 500_000_000));

        Plan plan = planning.plan("{\"datasetId\":\"large\",\"training\":{\"batchSize\":\"full\"},%s}".formatted(NET));

        assertThat(plan.violations()).extracting(Violation::code).containsExactly("out_of_memory");
        assertThat(plan.memory()).isNotNull();
        assertThat(plan.violations().get(0).suggestion())
                .isEqualTo(Suggestion.add("/training/batchSize", plan.memory().largestBatchThatFits()));
    }

    private List<String> codes(String dataset) {
        return planning.plan("{\"datasetId\":\"%s\",%s}".formatted(dataset, NET)).violations().stream()
                .map(Violation::code)
                .toList();
    }

    private Violation only(String fields) {
        List<Violation> violations = planning.plan("{\"datasetId\":\"admissions\",%s,%s}".formatted(fields, NET))
                .violations();
        assertThat(violations).hasSize(1);
        return violations.get(0);
    }
}
