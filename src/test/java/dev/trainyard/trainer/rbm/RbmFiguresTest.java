package dev.trainyard.trainer.rbm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Rbm;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.engine.MatrixProducts;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the issue asks of restricted Boltzmann machines, measured. */
@Tag("figures")
class RbmFiguresTest {

    /** Bars and stripes of 4 × 4: either rows or columns are lit, each by chance. */
    private static final String BARS = """
            SELECT %s FROM (SELECT i %% 2 AS turned, (i // 2) %% 16 AS lines FROM range(%d) r(i))
            """;

    @TempDir
    Path scratch;

    @Test
    void likelihoodOfBarsAndStripesComesNearTheirEntropy() throws Exception {
        String[] pixels = IntStream.range(0, 16).mapToObj(i -> "p" + i).toArray(String[]::new);
        String columns = IntStream.range(0, 16)
                .mapToObj(i -> "((lines >> (CASE turned WHEN 1 THEN %d ELSE %d END)) & 1)::DOUBLE AS p%d"
                        .formatted(i / 4, i % 4, i))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        JobFolder folder = TestJob.on(BARS.formatted(columns, 960))
                .numeric(pixels)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":20,\"persistent\":true,\"cd\":5}")
                .preprocessing("{\"numeric\":\"none\",\"categorical\":\"binary\"}")
                .split("{\"validation\":0.0,\"test\":0.0}")
                .training("""
                        {"epochs":540,"batchSize":64,"optimizer":{"type":"momentum","learningRate":0.1,"momentum":0.5},
                         "regularization":{"l2":0.0004},"schedule":{"type":"step","factor":0.6,"every":54},
                         "metrics":["reconstructionError"]}""")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        BoltzmannMachine machine =
                new BoltzmannMachine("rbm_0", 16, 20, Rbm.Visible.BERNOULLI, MatrixProducts.here());
        machine.set(NamedArrays.read(folder.bundle().parameters()));
        double likelihood = new Exact(machine).logLikelihood(bars());
        double bound = -(28 / 32.0 * Math.log(32) + 2 / 16.0 * Math.log(16));
        System.out.printf("bars and stripes: log-likelihood %.3f nats, bound %.3f, %.1f %% off%n", likelihood, bound, 100 * (likelihood / bound - 1));
        assertThat(likelihood).isGreaterThan(1.15 * bound).isLessThanOrEqualTo(bound);
    }

    private static float[] bars() {
        float[] rows = new float[32 * 16];
        for (int i = 0; i < 32; i++) {
            for (int pixel = 0; pixel < 16; pixel++) {
                rows[i * 16 + pixel] = i / 2 >> (i % 2 == 1 ? pixel / 4 : pixel % 4) & 1;
            }
        }
        return rows;
    }
}
