package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.json.Json;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an evaluation explains of the data and of the network, after real trainings. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class ExplanationsTest {

    private static final String TRAINING = "{\"epochs\":%d,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.02}%s}";

    @TempDir
    Path scratch;

    @Test
    void findsTheMislabelledRowAndTheColumnThatDecides() throws Exception {
        Evaluation evaluation = evaluated(TestJob.on("""
                        SELECT sin(i * 12.9898) AS decides, cos(i * 78.233) AS chance,
                               CASE WHEN (sin(i * 12.9898) > 0) <> (i = 37) THEN 'up' ELSE 'down' END AS label
                        FROM range(200) r(i)
                        """)
                .numeric("chance", "decides")
                .targetClasses("label", "down", "up")
                .training(TRAINING.formatted(25, ""))
                .split("{\"validation\":0.2,\"test\":0.0}"));

        Evaluation.Hardest worst = evaluation.parts().values().stream()
                .flatMap(part -> part.hardest().stream())
                .filter(example -> example.row() == 37)
                .findFirst()
                .orElseThrow();
        assertThat(worst.target()).isNotEqualTo(worst.answer());
        assertThat(evaluation.importance().part()).isEqualTo("validation");
        assertThat(evaluation.importance().columns().get(0)).satisfies(first -> {
            assertThat(first.column()).isEqualTo("decides");
            assertThat(first.importance()).isGreaterThan(10 * first.std() / Math.sqrt(5));
        });
        assertThat(evaluation.temperature().applied()).isFalse();
        assertThat(evaluation
                        .parts()
                        .get("validation")
                        .classification()
                        .calibration()
                        .bins())
                .isNotEmpty();
    }

    @Test
    void servesTheNetworkThatWasCalibrated() throws Exception {
        TestJob job = TestJob.twoClasses(120)
                .layers("[{\"type\":\"dense\",\"units\":4,\"activation\":\"tanh\"},{\"type\":\"dense\",\"units\":2}]")
                .split("{\"validation\":0.3,\"test\":0.2}");
        Evaluation plain = evaluated(job.training(TRAINING.formatted(8, "")), "plain");

        Evaluation calibrated =
                evaluated(job.training(TRAINING.formatted(8, ",\"calibration\":\"temperature\"")), "calibrated");

        Evaluation.Temperature temperature = calibrated.temperature();
        assertThat(temperature.applied()).isTrue();
        assertThat(temperature.temperature()).isEqualTo(plain.temperature().temperature());
        assertThat(plain.metrics().get("validation/loss")).isCloseTo(temperature.loss(), offset(1e-5));
        assertThat(calibrated.metrics().get("validation/loss"))
                .isCloseTo(temperature.calibratedLoss(), offset(1e-5))
                .isLessThan(plain.metrics().get("validation/loss"));
        assertThat(calibrated.metrics().get("test/accuracy"))
                .as("the order of the classes stays")
                .isEqualTo(plain.metrics().get("test/accuracy"));
        assertThat(kernel("plain")[0] / kernel("calibrated")[0])
                .isCloseTo((float) temperature.temperature(), offset(1e-4f));
        assertThat(Served.largestDifference(new JobFolder(scratch.resolve("calibrated"))))
                .isLessThan(1e-4);
    }

    private float[] kernel(String folder) throws Exception {
        NamedArray kernel = NamedArrays.read(
                        new JobFolder(scratch.resolve(folder)).bundle().parameters())
                .get("dense_1/kernel");
        return kernel.values();
    }

    @Test
    void showsWhatMoreRowsBring() throws Exception {
        TestJob job = TestJob.regression(100).split("{\"validation\":0.2,\"test\":0.0}");
        Evaluation whole = evaluated(job.training(TRAINING.formatted(10, "")), "whole");

        Evaluation curved = evaluated(job.training(TRAINING.formatted(10, ",\"learningCurve\":[0.5,0.1]")), "curved");

        List<Evaluation.CurvePoint> curve = curved.learningCurve();
        assertThat(curve).extracting(Evaluation.CurvePoint::fraction).containsExactly(0.1, 0.5, 1.0);
        assertThat(curve).extracting(Evaluation.CurvePoint::rows).containsExactly(8L, 40L, 80L);
        assertThat(curve.get(2).metrics()).isEqualTo(whole.metrics()).isEqualTo(curved.metrics());
        Map<String, Double> few = curve.get(0).metrics();
        assertThat(few.get("validation/rmse")).isGreaterThan(whole.metrics().get("validation/rmse"));
        assertThat(whole.learningCurve()).isNull();
        assertThat(evaluated(job, "again").learningCurve()).isEqualTo(curve);
    }

    @Test
    void calibratesThePointsOfTheCurveAsTheWhole() throws Exception {
        TestJob job = TestJob.twoClasses(100)
                .split("{\"validation\":0.2,\"test\":0.0}")
                .training(TRAINING.formatted(3, ",\"calibration\":\"temperature\",\"learningCurve\":[0.999]"));

        List<Evaluation.CurvePoint> curve = evaluated(job).learningCurve();

        assertThat(curve).extracting(Evaluation.CurvePoint::rows).containsExactly(80L, 80L);
        assertThat(curve.get(0).metrics()).isEqualTo(curve.get(1).metrics());
    }

    @Test
    void trainsNothingForACheckpointThatIsPublished() throws Exception {
        TestJob job = TestJob.twoClasses(100)
                .training(TRAINING.formatted(3, ",\"checkpoint\":{\"everyEpochs\":2},\"learningCurve\":[0.5]"));
        JobFolder trained = job.in(scratch.resolve("trained"));
        TrainerEvent.CheckpointWritten checkpoint = new Recorded()
                .run(trained)
                .all(TrainerEvent.CheckpointWritten.class)
                .get(0);
        JobFolder published = job.in(scratch.resolve("published"));
        Files.copy(trained.checkpoints().resolve(checkpoint.file()), published.startingCheckpoint());
        Files.write(
                published.end(),
                Json.mapper().writeValueAsBytes(new Provenance.End("checkpoint", 2, checkpoint.iteration(), null)));

        assertThat(new Recorded().run(published).last()).isInstanceOf(Finished.class);

        assertThat(trained.bundle().readEvaluation().learningCurve()).hasSize(2);
        assertThat(published.bundle().readEvaluation().learningCurve()).isNull();
    }

    private Evaluation evaluated(TestJob job) throws Exception {
        return evaluated(job, "job");
    }

    private Evaluation evaluated(TestJob job, String name) throws Exception {
        JobFolder folder = job.in(scratch.resolve(name));
        Recorded run = new Recorded().run(folder);
        assertThat(run.last()).as(run.last().toString()).isInstanceOf(Finished.class);
        return folder.bundle().readEvaluation();
    }
}
