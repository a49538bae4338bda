package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs on clips. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class ClipJobsTest {

    private static final String NETWORK = """
            "definition":{"kind":"sequential","layers":[
              {"type":"timeDistributed","layer":{"type":"conv2d","filters":4,"kernelSize":3}},
              {"type":"timeDistributed","layer":{"type":"flatten"}},
              {"type":"lstm","units":8},{"type":"dense"}]}""";

    private final Data data = new Data()
            .withClips("moves", 1200, 20, 20, 100, 12, Data.classes("label", 600, 300, 300))
            .withClips("small", 120, 8, 8, 10, 12, Data.classes("label", 60, 30, 30))
            .withClips("speeds", 1200, 20, 20, 100, 12, Data.number("speed"))
            .withClips("huge", 40_000, 2_000, 2_000, 4, 12, Data.classes("label", 20_000, 20_000));
    private final Planning planning = new Planning(data);

    @Test
    void answersOnceForEachClip() {
        ResolvedJob job = planning.valid("{\"datasetId\":\"moves\",%s}".formatted(NETWORK));

        assertThat(job.input()).isEqualTo(Shape.of(12, 20, 20, 1));
        assertThat(job.task()).isEqualTo(Task.SEQUENCE_CLASSIFICATION);
        assertThat(job.layers())
                .extracting(layer -> layer.outputShape().toString())
                .containsExactly("[12, 18, 18, 4]", "[12, 1296]", "[8]", "[3]");
        assertThat(job.features()).isEmpty();
        assertThat(job.split().by()).isEqualTo(Split.By.SEQUENCE);
        assertThat(job.preprocessing().images()).isEqualTo(Preprocessing.Images.ZERO_ONE);
    }

    @Test
    void answersOnceForEachFrame() {
        ResolvedJob job =
                planning.valid("{\"datasetId\":\"moves\",\"task\":\"sequence-labelling\",%s}".formatted(NETWORK));

        assertThat(job.layers().get(3).outputShape()).isEqualTo(Shape.of(12, 3));
        assertThat(((Examples.Clips) job.examples()).frames().mode()).isEqualTo(Sequence.Mode.MANY_TO_MANY);
    }

    @Test
    void predictsANumberForEachClip() {
        assertThat(planning.valid("{\"datasetId\":\"speeds\",%s}".formatted(NETWORK))
                        .task())
                .isEqualTo(Task.SEQUENCE_REGRESSION);
    }

    @Test
    void readsAsManyFramesAsItIsTold() {
        assertThat(planning.valid("{\"datasetId\":\"moves\",\"sequence\":{\"window\":5},%s}".formatted(NETWORK))
                        .input())
                .isEqualTo(Shape.of(5, 20, 20, 1));
    }

    @Test
    void refusesColumnsAsFeatures() {
        assertThat(only("{\"datasetId\":\"moves\",\"features\":[\"frame\"],%s}".formatted(NETWORK))
                        .pointer())
                .isEqualTo("/features");
    }

    @Test
    void refusesClipsOfAnotherSizeForTheTest() {
        Violation refused =
                only("{\"datasetId\":\"moves\",\"split\":{\"testDatasetId\":\"small\"},%s}".formatted(NETWORK));

        assertThat(refused.pointer()).isEqualTo("/split/testDatasetId");
        assertThat(refused.message()).contains("[8, 8, 1]", "[20, 20, 1]");
    }

    @Test
    void refusesClipsOfMoreNumbersThanOneExampleMayHave() {
        Violation refused = only("{\"datasetId\":\"huge\",%s}".formatted(NETWORK));

        assertThat(refused.pointer()).isEqualTo("/sequence/window");
        assertThat(refused.suggestion().value()).isEqualTo(2L);
    }

    @Test
    void forecastsWhatFramesToComeAreToldBy() {
        ResolvedJob job = planning.valid(
                "{\"datasetId\":\"moves\",\"sequence\":{\"window\":4,\"horizon\":1},%s}".formatted(NETWORK));

        assertThat(job.task()).isEqualTo(Task.FORECASTING);
        assertThat(job.input()).isEqualTo(Shape.of(4, 20, 20, 1));
        assertThat(job.examples().vary()).isFalse();
        assertThat(planning.valid("{\"datasetId\":\"speeds\",\"sequence\":{\"window\":4,\"horizon\":3},%s}"
                                .formatted(NETWORK))
                        .output())
                .isEqualTo(Output.values(3));
    }

    @Test
    void saysThatOneToOneOfPicturesIsNotBuilt() {
        assertThatThrownBy(() -> planning.plan(
                        "{\"datasetId\":\"moves\",\"sequence\":{\"mode\":\"one-to-one\"},%s}".formatted(NETWORK)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("one-to-one of pictures is not built yet");
    }

    @Test
    void tellsASequenceOfTheFirstPicture() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"moves","sequence":{"mode":"one-to-many"},"definition":{"kind":"sequential","layers":[
                  {"type":"flatten"},{"type":"dense","units":8},{"type":"repeatVector"},{"type":"gru","units":4},{"type":"dense"}]}}""");

        assertThat(job.input()).isEqualTo(Shape.of(20, 20, 1));
        assertThat(job.layers().get(4).outputShape()).isEqualTo(Shape.of(12, 3));
    }

    @Test
    void refusesATaskThatIsNotThatOfTheMode() {
        Violation refused = only(
                "{\"datasetId\":\"moves\",\"task\":\"sequence-classification\",\"sequence\":{\"mode\":\"many-to-many\"},%s}"
                        .formatted(NETWORK));

        assertThat(refused.pointer()).isEqualTo("/task");
        assertThat(refused.suggestion().value()).isEqualTo("sequence-labelling");
    }

    @Test
    void saysWhichTasksAreNotBuiltForClips() {
        assertThatThrownBy(() ->
                        planning.plan("{\"datasetId\":\"moves\",\"task\":\"representation\",%s}".formatted(NETWORK)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("representation of clips is not built yet");
    }

    @Test
    void laysOutTheFramesOfClips() {
        SequencePlans.Form form = new SequencePlans(data).form("moves", Sequence.defaults(), null, null);

        assertThat(form.picture().shape()).isEqualTo(Shape.of(20, 20, 1));
        assertThat(form.how().window()).isEqualTo(12);
        assertThat(form.target()).extracting("name").containsExactly("label");
        assertThatThrownBy(() -> new SequencePlans(data).form("moves", Sequence.defaults(), List.of("frame"), null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("/features");
    }

    private Violation only(String body) {
        Plan plan = planning.plan(body);
        assertThat(plan.violations()).hasSize(1);
        return plan.violations().get(0);
    }
}
