package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs on pictures. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class PictureJobsTest {

    private static final String CNN = """
            "definition":{"kind":"sequential","layers":[
              {"type":"conv2d","filters":4,"kernelSize":3,"activation":"relu"},{"type":"maxPooling2d"},
              {"type":"flatten"},{"type":"dense"}]}""";

    private static final Map<String, String> NETWORKS = Map.of(
            "digits", CNN,
            "words", """
                    "definition":{"kind":"sequential","layers":[
                      {"type":"embedding","outputDim":4},{"type":"lstm","units":3},{"type":"dense"}]}""",
            "moves", """
                    "definition":{"kind":"sequential","layers":[
                      {"type":"timeDistributed","layer":{"type":"flatten"}},{"type":"lstm","units":3},{"type":"dense"}]}""");

    private final Planning planning = new Planning(new Data()
            .withPictures("digits", 1000, 28, 28, Data.text("path"), Data.classes("label", 300, 300, 400))
            .withPictures("small", 100, 8, 8, Data.text("path"), Data.classes("label", 30, 30, 40))
            .withPictures("ages", 1000, 28, 28, Data.text("path"), Data.number("age"))
            .withClips("moves", 1200, 8, 8, 100, 12, Data.classes("label", 600, 300, 300))
            .with("words", 400, Data.text("said"), Data.classes("label", 200, 200))
            .with("table", 100, Data.number("x"), Data.classes("label", 50, 50)));

    @Test
    void readsPicturesWholeAndLearnsTheirLabels() {
        ResolvedJob job = planning.valid("{\"datasetId\":\"digits\",%s}".formatted(CNN));

        assertThat(job.input()).isEqualTo(Shape.of(28, 28, 1));
        assertThat(job.examples()).isInstanceOf(Examples.Pictures.class);
        assertThat(job.dataset().pixelsSha256()).isNotNull();
        assertThat(job.preprocessing().images()).isEqualTo(Preprocessing.Images.ZERO_ONE);
        assertThat(job.target()).extracting("name").containsExactly("label");
        assertThat(job.layers().get(0).outputShape()).isEqualTo(Shape.of(26, 26, 4));
        assertThat(job.layers().get(1).outputShape()).isEqualTo(Shape.of(13, 13, 4));
        assertThat(job.layers().get(3).outputShape()).isEqualTo(Shape.of(3));
    }

    @Test
    void predictsNumbersFromPictures() {
        assertThat(planning.valid("{\"datasetId\":\"ages\",%s}".formatted(CNN)).task())
                .isEqualTo(Task.REGRESSION);
    }

    @Test
    void saysThatAKernelIsLargerThanThePicture() {
        Violation refused = only("""
                {"datasetId":"small","definition":{"kind":"sequential","layers":[
                  {"type":"conv2d","filters":4,"kernelSize":[9,3]},{"type":"flatten"},{"type":"dense"}]}}""");

        assertThat(refused.pointer()).isEqualTo("/definition/layers/0/kernelSize");
        assertThat(refused.message()).isEqualTo("kernelSize 9 x 3 is larger than the 8 x 8 picture that comes in");
        assertThat(refused.suggestion().path()).isEqualTo("/definition/layers/0/padding");
    }

    @Test
    void saysThatThePictureMustBeFlattenedBeforeTheEnd() {
        Violation refused = only("""
                {"datasetId":"small","definition":{"kind":"sequential","layers":[
                  {"type":"conv2d","filters":4},{"type":"dense"}]}}""");

        assertThat(refused.pointer()).isEqualTo("/definition/layers/1");
        assertThat(refused.message()).contains("the network answers [6, 6, 3]", "flattened");
    }

    @Test
    void asksForTheNumberOfFilters() {
        assertThat(only("""
                {"datasetId":"small","definition":{"kind":"sequential","layers":[
                  {"type":"conv2d"},{"type":"flatten"},{"type":"dense"}]}}""").pointer()).isEqualTo("/definition/layers/0/filters");
    }

    @Test
    void refusesFeaturesOfPictures() {
        assertThat(only("{\"datasetId\":\"digits\",\"features\":[\"path\"],%s}".formatted(CNN))
                        .pointer())
                .isEqualTo("/features");
    }

    @Test
    void refusesPicturesOfAnotherSizeForTheTest() {
        Violation refused =
                only("{\"datasetId\":\"digits\",\"split\":{\"testDatasetId\":\"small\"},%s}".formatted(CNN));

        assertThat(refused.pointer()).isEqualTo("/split/testDatasetId");
        assertThat(refused.message()).contains("[8, 8, 1]", "[28, 28, 1]");
    }

    @Test
    void refusesToChangePicturesThatATableDoesNotHave() {
        assertThat(only("""
                {"datasetId":"table","preprocessing":{"augmentation":{"flip":"horizontal"}},%s}
                """.formatted(Planning.NET)).pointer()).isEqualTo("/preprocessing/augmentation");
    }

    @ParameterizedTest
    @CsvSource({"numeric,standardize", "categorical,one-hot", "missing,zero"})
    void refusesWhatIsSaidOfCellsThatPicturesDoNotHave(String field, String value) {
        for (String data : List.of("digits", "words", "moves")) {
            Violation refused = only("{\"datasetId\":\"%s\",\"preprocessing\":{\"%s\":\"%s\"},%s}"
                    .formatted(data, field, value, NETWORKS.get(data)));

            assertThat(refused.pointer()).isEqualTo("/preprocessing/" + field);
            assertThat(refused.code()).isEqualTo("not_used");
            assertThat(refused.message()).contains("data set '%s'".formatted(data));
            assertThat(refused.suggestion()).isEqualTo(Suggestion.remove(refused.pointer()));
        }
    }

    @Test
    void scalesNumbersThatAreToldOfPictures() {
        assertThat(planning.valid("{\"datasetId\":\"ages\",\"preprocessing\":{\"numeric\":\"min-max\"},%s}"
                                .formatted(CNN))
                        .preprocessing()
                        .numeric())
                .isEqualTo(Preprocessing.Numeric.MIN_MAX);
        assertThat(only("{\"datasetId\":\"ages\",\"preprocessing\":{\"missing\":\"zero\"},%s}".formatted(CNN))
                        .pointer())
                .isEqualTo("/preprocessing/missing");
    }

    @Test
    void learnsWhatPicturesAreLike() {
        ResolvedJob rbm =
                planning.valid("{\"datasetId\":\"small\",\"definition\":{\"kind\":\"rbm\",\"hiddenUnits\":16}}");
        assertThat(rbm.task()).isEqualTo(Task.REPRESENTATION);
        assertThat(rbm.target()).isEmpty();
        assertThat(rbm.layers().get(0).inputShape()).isEqualTo(Shape.of(64));
        ResolvedJob normal = planning.valid("""
                {"datasetId":"small","definition":{"kind":"rbm","hiddenUnits":16,"visible":"gaussian"}}""");
        assertThat(normal.preprocessing().images()).isEqualTo(Preprocessing.Images.STANDARDIZE);
        ResolvedJob autoencoder = planning.valid("""
                {"datasetId":"small","task":"representation","definition":{"kind":"sequential","layers":[
                  {"type":"flatten"},{"type":"dense","units":4},{"type":"dense","units":64},
                  {"type":"reshape","targetShape":[8,8,1]},{"type":"activation","activation":"sigmoid"}]},
                 "training":{"loss":"binaryCrossentropy"}}""");
        assertThat(autoencoder.output().rebuilds()).isTrue();
        assertThat(autoencoder.preprocessing().images()).isEqualTo(Preprocessing.Images.ZERO_ONE);
    }

    @Test
    void tellsAGeneratorTheClassOfAPicture() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"small","definition":{"kind":"gan","latentSize":4,"condition":"label",
                 "generator":{"layers":[{"type":"dense","units":64},{"type":"reshape","targetShape":[8,8,1]},
                   {"type":"conv2d","filters":1,"kernelSize":3,"padding":"same","activation":"sigmoid"}]},
                 "discriminator":{"layers":[{"type":"conv2d","filters":2},{"type":"flatten"},{"type":"dense","units":1}]}}}""");

        assertThat(job.task()).isEqualTo(Task.GENERATION);
        assertThat(job.target()).extracting("name").containsExactly("label");
        assertThat(job.layers().get(3).inputShape()).isEqualTo(Shape.of(8, 8, 1 + 3));
    }

    @Test
    void stackLearnsATargetOfPictures() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"small","target":["label"],"definition":{"kind":"rbm","hiddenUnits":[16,8]}}""");

        assertThat(job.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(job.layers()).extracting("name").containsExactly("flatten_0", "rbm_0", "rbm_1", "dense_3");
        assertThat(job.layers().get(1).inputShape()).isEqualTo(Shape.of(64));
        assertThat(job.preprocessing().images()).isEqualTo(Preprocessing.Images.ZERO_ONE);
        ResolvedJob normal = planning.valid("""
                {"datasetId":"small","target":["label"],"definition":{"kind":"rbm","hiddenUnits":8,"visible":"gaussian"}}""");
        assertThat(normal.preprocessing().images()).isEqualTo(Preprocessing.Images.STANDARDIZE);
    }

    @Test
    void refusesPixelsBeyondOneForBits() {
        Violation refused = only("""
                {"datasetId":"small","preprocessing":{"images":"standardize"},
                 "definition":{"kind":"rbm","hiddenUnits":16}}""");

        assertThat(refused.pointer()).isEqualTo("/preprocessing/images");
        assertThat(refused.suggestion().value()).isEqualTo("0-1");
        assertThat(only("""
                {"datasetId":"small","task":"recommendation","definition":{"kind":"rbm","hiddenUnits":16}}
                """).pointer()).isEqualTo("/task");
        assertThat(only("""
                {"datasetId":"small","target":["label"],"preprocessing":{"images":"standardize"},
                 "definition":{"kind":"rbm","hiddenUnits":16}}
                """).pointer()).isEqualTo("/preprocessing/images");
    }

    private Violation only(String body) {
        Plan plan = planning.plan(body);
        assertThat(plan.violations()).hasSize(1);
        return plan.violations().get(0);
    }
}
