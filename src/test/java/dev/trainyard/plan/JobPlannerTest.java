package dev.trainyard.plan;

import static dev.trainyard.plan.Data.classes;
import static dev.trainyard.plan.Data.number;
import static dev.trainyard.plan.Planning.NET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Activated;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobPlannerTest {

    private final Data data = Data.admissions();
    private final Planning planning = new Planning(data);

    @Test
    void worksOutTheTextbookNetwork() {
        Plan plan = planning.plan("{\"datasetId\":\"admissions\",%s}".formatted(NET));

        assertThat(plan.violations()).isEmpty();
        assertThat(plan.valid()).isTrue();
        assertThat(plan.layers()).extracting(LayerReport::parameters).containsExactly(8L, 3L);
        assertThat(plan.layers()).extracting(LayerReport::name).containsExactly("dense_0", "dense_1");
        assertThat(plan.parameters()).isEqualTo(11);
        assertThat(plan.memory()).isEqualTo(new Plan.Memory(44, 88, 1536, 1668, 44739239));
        assertThat(plan.queue()).isEqualTo(new Plan.QueueOutlook(1, null));
    }

    @Test
    void leavesNothingOpen() {
        ResolvedJob job = planning.valid("{\"datasetId\":\"admissions\",%s}".formatted(NET));

        assertThat(job.name()).isEqualTo("admissions");
        assertThat(job.model()).isEqualTo("admissions");
        assertThat(job.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(job.features()).extracting("name").containsExactly("gre", "gpa", "rank");
        assertThat(job.target()).extracting("name").containsExactly("admit");
        assertThat(job.training().loss()).isEqualTo(Loss.BINARY_CROSSENTROPY);
        assertThat(job.training().metrics()).containsExactly("accuracy");
        assertThat(job.resources().device()).isEqualTo(Resources.Device.CPU);
        assertThat(job.resources().engine()).isEqualTo(Resources.Engine.FUSED);
        assertThat(job.resources().threads().count()).isEqualTo(1);
        assertThat(((Activated) job.layers().get(1).layer()).activation()).isEqualTo(ActivationFunction.SIGMOID);
        assertThat(job.split().stratify()).isTrue();
    }

    @Test
    void givesRpropAllRowsAtOnce() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"admissions","training":{"optimizer":{"type":"rprop"},"batchSize":"auto"},%s}""".formatted(NET));

        assertThat(job.training().batchSize()).isEqualTo(BatchSize.FULL);
    }

    @Test
    void findsABatchAndSaysSo() {
        Plan plan =
                planning.plan("{\"datasetId\":\"admissions\",\"training\":{\"batchSize\":\"auto\"},%s}".formatted(NET));

        assertThat(plan.resolved().training().batchSize()).isEqualTo(new BatchSize(32));
        assertThat(plan.warnings()).extracting(Plan.Warning::code).contains("batch_chosen");
    }

    @Test
    void survivesBeingWrittenAndRead() {
        ResolvedJob job =
                planning.valid("{\"datasetId\":\"admissions\",\"metadata\":{\"team\":\"growth\"},%s}".formatted(NET));

        String written = Json.mapper().writeValueAsString(job);

        assertThat(Json.mapper().readValue(written, ResolvedJob.class)).isEqualTo(job);
    }

    @Test
    void countsOneHotInputs() {
        data.with("mixed", 200, number("a"), classes("b", 50, 50, 100), classes("y", 100, 60, 40));

        ResolvedJob job = planning.valid("{\"datasetId\":\"mixed\",%s}".formatted(NET));

        assertThat(job.input().dimensions()).containsExactly(4);
        assertThat(job.output().units()).isEqualTo(3);
        assertThat(job.training().loss()).isEqualTo(Loss.CATEGORICAL_CROSSENTROPY);
    }

    @Test
    void tellsSeveralLabelsWithASigmoidEach() {
        data.with(
                "news", 200, number("a"), classes("sport", 150, 50), classes("war", 90, 110), classes("art", 100, 100));

        ResolvedJob job =
                planning.valid("{\"datasetId\":\"news\",\"target\":[\"sport\",\"war\",\"art\"],%s}".formatted(NET));

        assertThat(job.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(job.output().units()).isEqualTo(3);
        assertThat(((Activated) job.layers().get(1).layer()).activation()).isEqualTo(ActivationFunction.SIGMOID);
        assertThat(job.training().loss()).isEqualTo(Loss.BINARY_CROSSENTROPY);
        assertThat(job.split().stratify()).isFalse();
    }

    @Test
    void plansGraphs() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"admissions","definition":{"kind":"graph","outputs":["end"],"nodes":[
                  {"type":"dense","name":"end","inputs":["joined"]},
                  {"type":"dense","name":"hidden","units":4,"activation":"tanh","inputs":["input"]},
                  {"type":"concatenate","name":"joined","inputs":["hidden","input"]}]}}""");

        assertThat(job.layers()).extracting(LayerReport::name).containsExactly("hidden", "joined", "end");
        assertThat(job.training().loss()).isEqualTo(Loss.BINARY_CROSSENTROPY);
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(job), ResolvedJob.class))
                .isEqualTo(job);
        assertThat(planning.plan("""
                        {"datasetId":"admissions","definition":{"kind":"graph","outputs":["end"],"nodes":[
                          {"type":"dense","name":"end","units":3,"inputs":["input"]}]}}""").violations())
                .extracting(Violation::pointer)
                .containsExactly("/definition/nodes/0/units");
    }

    @Test
    void plansModelsOfKeras() {
        String model = """
                {"datasetId":"admissions","definition":{"kind":"keras","config":{"class_name":"Sequential","config":{"name":"k","layers":[
                  {"class_name":"InputLayer","config":{"batch_shape":[null,3],"name":"i"}},
                  {"class_name":"Dense","config":{"name":"a","units":4,"activation":"relu"}},
                  {"class_name":"%s","config":{"name":"b","units":%d,"activation":"linear"}}]}}}}""";

        ResolvedJob job = planning.valid(model.formatted("Dense", 1));
        Plan misfit = planning.plan(model.formatted("Dense", 5));
        Plan unknown = planning.plan(model.formatted("Lambda", 1));

        assertThat(((Activated) job.layers().get(1).layer()).activation()).isEqualTo(ActivationFunction.SIGMOID);
        assertThat(job.definition()).isInstanceOf(Sequential.class);
        assertThat(misfit.violations())
                .extracting(Violation::pointer)
                .containsExactly("/definition/config/config/layers/2");
        assertThat(unknown.violations())
                .extracting(Violation::pointer)
                .containsExactly("/definition/config/config/layers/2/class_name");
    }

    @Test
    void predictsSeveralNumbers() {
        data.with("wine", 200, number("a"), number("b"), number("c"));

        ResolvedJob job = planning.valid("{\"datasetId\":\"wine\",\"target\":[\"b\",\"c\"],%s}".formatted(NET));

        assertThat(job.task()).isEqualTo(Task.REGRESSION);
        assertThat(job.output().units()).isEqualTo(2);
        assertThat(job.training().loss()).isEqualTo(Loss.MSE);
        assertThat(job.split().stratify()).isFalse();
        assertThat(job.training().metrics()).containsExactly("mae", "rmse", "r2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "Label", "class", "y"})
    void takesTheUsualTargetWhereverItStands(String name) {
        data.with("named", 100, number("a"), classes(name, 50, 50), number("z"));

        assertThat(planning.valid("{\"datasetId\":\"named\",%s}".formatted(NET)).target())
                .extracting("name")
                .containsExactly(name);
    }

    @Test
    void keepsTheTextbookLossOfAClassification() {
        ResolvedJob job =
                planning.valid("{\"datasetId\":\"admissions\",\"training\":{\"loss\":\"sse\"},%s}".formatted(NET));

        assertThat(job.training().loss()).isEqualTo(Loss.SSE);
    }

    @Test
    void plansKeptDefinitions() {
        Plan fitting = planning.plan("{\"datasetId\":\"admissions\",\"definitionId\":\"def_fits\"}");
        Plan misfit = planning.plan("{\"datasetId\":\"admissions\",\"definitionId\":\"def_3_units\"}");

        assertThat(fitting.valid()).isTrue();
        assertThat(misfit.violations()).extracting(Violation::pointer).containsExactly("/definitionId");
        assertThat(misfit.violations().get(0).message()).startsWith("/layers/0/units of the kept definition");
    }

    @Test
    void givesLargeProductsMoreThreads() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"admissions","training":{"batchSize":256},"definition":{"kind":"sequential","layers":[
                 {"type":"dense","units":1024},{"type":"dense","units":1024},{"type":"dense"}]}}""");

        assertThat(job.resources().threads().count())
                .isEqualTo(Math.min(4, Runtime.getRuntime().availableProcessors()));
    }
}
