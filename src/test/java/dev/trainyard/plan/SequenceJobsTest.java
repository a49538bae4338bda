package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Lstm;
import dev.trainyard.definition.layer.ReturnSequences;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceJobsTest {

    private static final String NET = """
            "definition":{"kind":"sequential","layers":[{"type":"lstm","units":4},{"type":"dense"}]}""";

    /** Columns of 50 different numbers: run and t, say. */
    private final Planning planning = new Planning(new Data()
            .with(
                    "runs",
                    1000,
                    Data.number("run"),
                    Data.number("t"),
                    Data.number("x"),
                    Data.number("y"),
                    Data.classes("label", 600, 400))
            .with("series", 144, Data.number("t"), Data.number("passengers"))
            .with("long", 5000, Data.number("run"), Data.number("x"), Data.number("y")));

    private ResolvedJob job(String fields) {
        return planning.valid("{%s,%s}".formatted(fields, NET));
    }

    @Test
    void answersASequenceOnce() {
        ResolvedJob job = job("\"datasetId\":\"runs\",\"sequence\":{\"idColumn\":\"run\",\"orderColumn\":\"t\"}");

        assertThat(job.task()).isEqualTo(Task.SEQUENCE_CLASSIFICATION);
        assertThat(job.input()).isEqualTo(Shape.of(50, 2));
        assertThat(job.output()).isEqualTo(Output.classes(2));
        assertThat(job.features()).extracting(ColumnSchema::name).containsExactly("x", "y");
        assertThat(job.split().by()).isEqualTo(Split.By.SEQUENCE);
        assertThat(job.layers().get(0).outputShape()).isEqualTo(Shape.of(4));
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(job), ResolvedJob.class))
                .isEqualTo(job);
    }

    @Test
    void warnsOfLayersThatReadPadding() {
        String sequence =
                "\"datasetId\":\"runs\",\"sequence\":{\"idColumn\":\"run\",\"orderColumn\":\"t\"},\"definition\":{\"kind\":\"sequential\",\"layers\":[%s,{\"type\":\"dense\"}]}";
        Plan blind = planning.plan(
                "{%s}"
                        .formatted(
                                sequence.formatted(
                                        "{\"type\":\"batchNormalization\",\"name\":\"norm\"},{\"type\":\"conv1d\",\"filters\":2,\"padding\":\"causal\"},{\"type\":\"globalMaxPooling\"}")));
        Plan seeing = planning.plan("{%s}".formatted(sequence.formatted("{\"type\":\"lstm\",\"units\":3}")));

        assertThat(blind.violations()).isEmpty();
        assertThat(blind.warnings()).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("padding_is_read");
            assertThat(warning.message())
                    .contains(
                            "'norm' (batchNormalization), 'conv1d_1' (conv1d), 'globalMaxPooling_2' (globalMaxPooling)");
        });
        assertThat(seeing.warnings()).extracting(Plan.Warning::code).doesNotContain("padding_is_read");
    }

    @Test
    void answersEachStepAndLetsTheLayersReturnThem() {
        ResolvedJob job = job("""
                "datasetId":"runs","target":["y"],"features":["x"],
                "sequence":{"mode":"many-to-many","idColumn":"run","orderColumn":"t"}""");

        assertThat(job.task()).isEqualTo(Task.SEQUENCE_REGRESSION);
        assertThat(job.output()).isEqualTo(Output.values(1).over(50));
        assertThat(job.layers().get(0).layer()).isInstanceOfSatisfying(Lstm.class, lstm -> {
            assertThat(lstm.returnSequences()).isEqualTo(ReturnSequences.TRUE);
        });
        assertThat(job.layers().get(1).outputShape()).isEqualTo(Shape.of(50, 1));
    }

    @Test
    void weighsTheClassesOfSteps() {
        ResolvedJob job = job("""
                "datasetId":"runs","task":"sequence-labelling","training":{"classWeights":"balanced"},
                "sequence":{"idColumn":"run","orderColumn":"t"}""");

        assertThat(job.training().classWeights()).isEqualTo(Training.ClassWeights.BALANCED);
    }

    @Test
    void forecastsOneSeriesFromItsOwnPast() {
        ResolvedJob job =
                job("\"datasetId\":\"series\",\"sequence\":{\"orderColumn\":\"t\",\"horizon\":12,\"window\":24}");

        assertThat(job.task()).isEqualTo(Task.FORECASTING);
        assertThat(job.features()).extracting(ColumnSchema::name).containsExactly("passengers");
        assertThat(job.target()).extracting(ColumnSchema::name).containsExactly("passengers");
        assertThat(job.input()).isEqualTo(Shape.of(24, 1));
        assertThat(job.output()).isEqualTo(Output.values(12));
        assertThat(job.split().by()).isEqualTo(Split.By.TIME);
    }

    @Test
    void tellsAtEachStepTheNextWhereSequencesAreGenerated() {
        ResolvedJob job = job("""
                "datasetId":"runs","task":"generation","features":["label","x"],"target":["x"],
                "sequence":{"idColumn":"run","orderColumn":"t"}""");

        assertThat(job.task()).isEqualTo(Task.GENERATION);
        assertThat(job.examples()).isInstanceOfSatisfying(Examples.Sequences.class, how -> {
            assertThat(how.tellsNext()).isTrue();
            assertThat(how.mode()).isEqualTo(Sequence.Mode.MANY_TO_MANY);
        });
        assertThat(job.output()).isEqualTo(Output.values(1).over(50));
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(job), ResolvedJob.class))
                .isEqualTo(job);
        Plan told = planning.plan("""
                {"datasetId":"runs","task":"generation","target":["x"],"sequence":{"idColumn":"run","orderColumn":"t"},
                 "definition":{"kind":"sequential","layers":[{"type":"bidirectional","layer":{"type":"lstm","units":4}},{"type":"dense"}]}}""");
        assertThat(told.violations()).extracting(Violation::code).containsExactly("looks_ahead");
        assertThat(told.violations().get(0).pointer()).isEqualTo("/definition/layers/0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "datasetId":"runs","target":["x"],"sequence":{"idColumn":"run","orderColumn":"t","window":49,"horizon":2} | /sequence/window   | sequence_too_short
            "datasetId":"runs","sequence":{"idColumn":"run","mode":"many-to-one"},"task":"generation" | /sequence/mode    | mode_mismatch
            "datasetId":"runs","sequence":{"idColumn":"rum"}                                       | /sequence/idColumn   | unknown_column
            "datasetId":"runs","sequence":{"mode":"many-to-one","horizon":2},"task":"regression"   | /sequence/horizon    | no_forecast
            "datasetId":"series","sequence":{"mode":"one-to-many"}                                 | /sequence/idColumn   | missing_field
            "datasetId":"series","sequence":{"orderColumn":"t","window":140}                       | /split               | too_few_rows
            "datasetId":"series","sequence":{"orderColumn":"t"},"split":{"by":"sequence"}          | /split/by            | split_mismatch
            "datasetId":"runs","sequence":{"idColumn":"run"},"split":{"by":"time"}                 | /split/by            | split_mismatch
            "datasetId":"long","sequence":{"idColumn":"run"}                                       | /sequence/window     | sequence_too_long
            "datasetId":"runs","sequence":{"idColumn":"run","stride":2}                            | /sequence/stride     | no_windows
            "datasetId":"runs","sequence":{"idColumn":"run","orderColumn":"t"},"task":"representation" | /task            | task_mismatch
            "datasetId":"runs","sequence":{"idColumn":"run","orderColumn":"t"},"task":"recommendation" | /task            | task_mismatch
            "datasetId":"runs","sequence":{"idColumn":"run","orderColumn":"t","mode":"many-to-one"},"task":"sequence-labelling" | /task | task_mismatch
            "datasetId":"runs","sequence":{"idColumn":"run","orderColumn":"t","mode":"many-to-many"},"task":"sequence-classification" | /task | task_mismatch
            """)
    void saysWhatDoesNotFit(String fields, String pointer, String code) {
        Plan plan = planning.plan("{%s,%s}".formatted(fields, NET));

        assertThat(plan.violations()).extracting(Violation::pointer).contains(pointer);
        assertThat(plan.violations()).extracting(Violation::code).contains(code);
    }

    @Test
    void tellsThatARecurrentLayerNeedsSequences() {
        Plan plan = planning.plan("{\"datasetId\":\"series\",%s}".formatted(NET));

        assertThat(plan.violations().get(0).pointer()).isEqualTo("/definition/layers/0");
        assertThat(plan.violations().get(0).message())
                .contains("lstm reads a sequence")
                .contains("[1]");
    }
}
