package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.plan.Task;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Sampled;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the issue asks of GANs, measured. */
@Tag("figures")
class GanFiguresTest {

    @TempDir
    Path scratch;

    /** Eight narrow clouds on a circle of radius 2. */
    @Test
    void findsAllEightCloudsOfTheRing() throws Exception {
        JobFolder folder = TestJob.on("""
                        SELECT 2 * cos(m * pi() / 4) + 0.1 * sqrt(-2 * ln(u)) * cos(2 * pi() * v) AS x,
                               2 * sin(m * pi() / 4) + 0.1 * sqrt(-2 * ln(u)) * sin(2 * pi() * v) AS y
                        FROM (SELECT i % 8 AS m, (hash(i) % 100000 + 1) / 100001.0 AS u, (hash(i * 7 + 3) % 100000) / 100000.0 AS v
                              FROM range(4096) r(i))
                        """)
                .numeric("x", "y")
                .task(Task.GENERATION)
                .definition("""
                        {"kind":"gan","latentSize":8,
                         "generator":{"layers":[{"type":"dense","units":64,"activation":"relu"},{"type":"dense","units":64,"activation":"relu"},{"type":"dense","units":2}]},
                         "discriminator":{"layers":[{"type":"dense","units":64,"activation":"leakyRelu"},{"type":"dense","units":64,"activation":"leakyRelu"},{"type":"dense","units":1}]}}""")
                .split("{\"validation\":0.0,\"test\":0.0}")
                .training("""
                        {"epochs":80,"batchSize":128,"optimizer":{"type":"adam","learningRate":0.001,"beta1":0.5},"metrics":["diversity"]}""")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        List<Sampled> sheets = run.all(Sampled.class);
        Set<Integer> modes = new HashSet<>();
        int near = 0;
        for (Object row : (List<?>) sheets.get(sheets.size() - 1).values()) {
            double x = ((Number) ((Map<?, ?>) row).get("x")).doubleValue();
            double y = ((Number) ((Map<?, ?>) row).get("y")).doubleValue();
            int mode = (int) Math.floorMod(Math.round(Math.atan2(y, x) / (Math.PI / 4)), 8L);
            double off = Math.hypot(x - 2 * Math.cos(mode * Math.PI / 4), y - 2 * Math.sin(mode * Math.PI / 4));
            if (off < 0.4) {
                near++;
                modes.add(mode);
            }
        }
        System.out.printf("ring: %d of 8 modes, %d of 64 samples near one%n", modes.size(), near);
        assertThat(modes).hasSize(8);
    }
}
