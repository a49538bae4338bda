package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import dev.trainyard.storage.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job that starts from a trained network says so exactly, or is told what does not fit before it is queued. */
class WarmStartTest {

    private static final Digest PARAMETERS = new Digest("5".repeat(64));

    private final Planning planning = new Planning(Data.admissions(), this::trained);

    private StartingPoint trained(InitFrom from) {
        ResolvedJob job = new Planning(Data.admissions()).valid("""
                {"datasetId":"admissions",%s}""".formatted(Planning.NET));
        return new StartingPoint(from.withVersion(7), job.layers(), PARAMETERS, false);
    }

    @Test
    void tellsTheVersionAndTheLayersThatStartThere() {
        ResolvedJob job = planning.valid(body(Planning.NET, "\"freeze\":[\"dense_0\"]"));

        assertThat(job.training().initFrom())
                .isNotNull()
                .extracting(InitFrom::version)
                .isEqualTo(7);
        assertThat(job.start()).isEqualTo(new ResolvedJob.Start(PARAMETERS, false, List.of("dense_0", "dense_1")));
        assertThat(job.training().freezes("dense_0/kernel")).isTrue();
        assertThat(job.training().freezes("dense_01/kernel")).isFalse();
    }

    @Test
    void tellsBothShapesOfALayerThatDoesNotFitAndHowToLeaveItOut() {
        String wider = Planning.NET.replace("\"units\":2", "\"units\":3");

        List<Violation> violations = planning.plan(body(wider, "")).violations();

        assertThat(violations).extracting(Violation::pointer).containsOnly("/training/initFrom");
        assertThat(violations.get(0).code()).isEqualTo("shape_mismatch");
        assertThat(violations.get(0).message())
                .contains("'dense_0' is kernel [3, 3]", "and kernel [3, 2]", "model admissions version 7");
        assertThat(violations.get(0).suggestion())
                .isEqualTo(Suggestion.add("/training/initFrom/skip", List.of("dense_0", "dense_1")));
    }

    @Test
    void startsAnewWhereItIsTold() {
        String deeper = Planning.NET.replace("{\"type\":\"dense\"}]", "{\"type\":\"dense\",\"name\":\"head\"}]");

        assertThat(planning.plan(body(deeper, "")).violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("'head'", "not there in model admissions version 7");
        ResolvedJob.Start start =
                planning.valid(body(deeper, "\"skip\":[\"head\"]")).start();
        assertThat(start).isNotNull().extracting(ResolvedJob.Start::layers).isEqualTo(List.of("dense_0"));
    }

    @Test
    void refusesToFreezeWhatIsNotThereOrHasNotLearnedOrLeavesNothingToLearn() {
        assertThat(planning.plan(body(Planning.NET, "\"freeze\":[\"dense_9\"]")).violations())
                .extracting(Violation::pointer)
                .containsExactly("/training/initFrom/freeze/0");
        assertThat(planning.plan(body(Planning.NET, "\"skip\":[\"dense_0\"],\"freeze\":[\"dense_0\"]"))
                        .violations())
                .extracting(Violation::code)
                .containsExactly("frozen_unlearned");
        assertThat(planning.plan(body(Planning.NET, "\"freeze\":[\"dense_0\",\"dense_1\"]"))
                        .violations())
                .extracting(Violation::code)
                .containsExactly("nothing_to_learn");
    }

    private static String body(String network, String more) {
        return "{\"datasetId\":\"admissions\",%s,\"training\":{\"initFrom\":{\"model\":\"admissions\"%s}}}"
                .formatted(network, more.isEmpty() ? "" : "," + more);
    }
}
