package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.trainer.TrainerEvent.Failed;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedLabelsTrainingTest {

    private static final String ROWS = """
            SELECT x, y, CASE WHEN x > 0 AND y > 0 THEN 'right|up' WHEN x > 0 THEN 'right' WHEN y > 0 THEN '["up"]' ELSE '[]' END AS sides
            FROM (SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y FROM range(200) r(i))
            """;

    @TempDir
    Path scratch;

    private static TestJob job(String rows) {
        return TestJob.on(rows)
                .numeric("x", "y")
                .targetClasses("sides", "[\"up\"]", "[]", "right", "right|up")
                .preprocessing("{\"labelSeparator\":\"|\"}")
                .training("{\"epochs\":40,\"batchSize\":16,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.03}}");
    }

    @Test
    void learnsWhichLabelsARowHas() throws Exception {
        JobFolder folder = job(ROWS).in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(folder.bundle().readEvaluation().metrics().get("test/exactMatch"))
                .isGreaterThan(0.85);
        assertThat(folder.bundle()
                        .readEvaluation()
                        .parts()
                        .get("train")
                        .multiLabel()
                        .labels())
                .extracting("label")
                .containsExactly("right", "up");
        assertThat(folder.bundle().readManifest().codec())
                .isInstanceOfSatisfying(
                        TargetCodec.Labels.class,
                        labels -> assertThat(labels.names()).containsExactly("right", "up"));
        assertThat(Served.largestDifference(folder)).isLessThan(1e-5);
    }

    @Test
    void refusesALabelThatThePlanDoesNotKnow() throws Exception {
        JobFolder folder = job(ROWS.replace("'right|up'", "'right|down'")).in(scratch);

        assertThat(new Recorded().run(folder).last())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("label_out_of_range"));
    }
}
