package dev.trainyard.trainer.rbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Rbm;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.SeededRandom;
import java.nio.file.Path;
import java.util.List;
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
        BoltzmannMachine machine = new BoltzmannMachine("rbm_0", 16, 20, Rbm.Visible.BERNOULLI, MatrixProducts.here());
        machine.set(NamedArrays.read(folder.bundle().parameters()));
        double likelihood = new Exact(machine).logLikelihood(bars());
        double bound = -(28 / 32.0 * Math.log(32) + 2 / 16.0 * Math.log(16));
        System.out.printf(
                "bars and stripes: log-likelihood %.3f nats, bound %.3f, %.1f %% off%n",
                likelihood, bound, 100 * (likelihood / bound - 1));
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

    /** A machine of 256 hidden units on 20,000 digits; the features are then tried with 500 labels. */
    @Test
    void digitsAreRebuiltAndTheirFeaturesHelpWhereLabelsAreFew() throws Exception {
        assumeThat(Mnist.isThere()).as("../shared/data has the digits").isTrue();
        Mnist train = Mnist.of("mnist-train.zip", 20_000);
        Mnist test = Mnist.of("mnist-test.zip", 5_000);
        BoltzmannMachine machine = trained(train);

        double error = Reconstruction.error(test.pixels(), machine.reconstruction(test.pixels(), test.count()));
        double raw = best(train.rows(0, LABELS), train.digits(), test.pixels(), test.digits(), Mnist.WIDTH);
        double features = best(
                machine.hidden(train.rows(0, LABELS), LABELS),
                train.digits(),
                machine.hidden(test.pixels(), test.count()),
                test.digits(),
                machine.hidden());
        System.out.printf(
                "digits: reconstruction error %.4f a pixel; softmax of 500 labels: %.4f on pixels, %.4f on features%n",
                error, raw, features);
        assertThat(error).isLessThan(0.02);
        assertThat(features).isGreaterThan(raw);
    }

    private static final int LABELS = 500;

    private static BoltzmannMachine trained(Mnist digits) {
        MatrixProducts products = MatrixProducts.here();
        BoltzmannMachine machine = new BoltzmannMachine("rbm_0", Mnist.WIDTH, 256, Rbm.Visible.BERNOULLI, products);
        SeededRandom random = new SeededRandom(1);
        for (int i = 0; i < machine.biasAt(); i++) {
            machine.parameters()[i] = (float) random.nextGaussian() * 0.01f;
        }
        Rbm rbm = new Rbm(null, new Rbm.HiddenUnits(List.of(256)), null, 1, false, null, null);
        Training training = Json.mapper()
                .readValue(
                        "{\"optimizer\":{\"type\":\"momentum\",\"learningRate\":0.05,\"momentum\":0.8},\"regularization\":{\"l2\":0.0002}}",
                        Training.class);
        MachineTraining cd = new MachineTraining(machine, rbm, training, products);
        for (int epoch = 0; epoch < 15; epoch++) {
            for (int from = 0; from < digits.count(); from += 100) {
                cd.step(digits.rows(from, from + 100), 100, epoch < 10 ? 0.05 : 0.01);
            }
        }
        return machine;
    }

    /** The best of several strengths of weight decay, each given to both. */
    private static double best(float[] rows, int[] digits, float[] testRows, int[] testDigits, int width) {
        double best = 0;
        for (float decay : new float[] {0.0005f, 0.002f, 0.01f, 0.03f}) {
            Softmax softmax = new Softmax(width);
            softmax.train(rows, java.util.Arrays.copyOf(digits, LABELS), 500, 0.1f, decay);
            best = Math.max(best, softmax.accuracy(testRows, testDigits));
        }
        return best;
    }
}
