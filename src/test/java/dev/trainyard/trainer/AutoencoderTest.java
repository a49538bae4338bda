package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.Inside;
import dev.trainyard.prediction.GoldenGate;
import dev.trainyard.prediction.GoldenGates;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // a null fails the test by itself
class AutoencoderTest {

    @TempDir
    Path scratch;

    @Test
    void squeezesFourColumnsThroughOne() throws Exception {
        JobFolder folder = TestJob.on("""
                        SELECT t AS a, 2 * t + 1 AS b, -t AS c, CASE WHEN t > 0 THEN 'up' ELSE 'down' END AS d
                        FROM (SELECT sin(i * 12.9898) AS t FROM range(200) r(i))
                        """)
                .numeric("a", "b", "c")
                .categorical("d", "down", "up")
                .layers("""
                        [{"type":"dense","units":8,"activation":"tanh"},{"type":"dense","units":1,"name":"code"},
                         {"type":"dense","units":8,"activation":"tanh"},{"type":"dense","units":5}]""")
                .training(
                        "{\"epochs\":60,\"batchSize\":20,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01},\"metrics\":[\"mse\",\"mae\"]}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(60).get("validation/loss"))
                .isLessThan(0.1 * run.epoch(0).get("validation/loss"));
        assertThat(run.epoch(60)).containsKeys("train/mse", "validation/mae");
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        Inside inside = folder.bundle().readManifest().inside();
        assertThat(inside.code()).isEqualTo("code");
        assertThat(inside.layers()).extracting("name").containsExactly("dense_0", "code", "dense_2", "dense_3");
        assertThat(inside.anomaly().measure()).isEqualTo("reconstruction-error");
        assertThat(inside.anomaly().threshold()).isPositive();
    }
}
