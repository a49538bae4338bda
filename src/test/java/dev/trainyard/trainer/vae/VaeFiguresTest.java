package dev.trainyard.trainer.vae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.plan.Loss;
import dev.trainyard.trainer.DrawnDigits;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Served;
import dev.trainyard.trainer.TestJob;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of drawn digits in the template {@code vae}. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class VaeFiguresTest {

    private static final int ROWS = 1000;
    private static final int DRAWN = 500;
    private static final int LATENT = 8;

    @TempDir
    Path scratch;

    @Test
    void boundFallsAndThePriorHoldsMostDigits() throws Exception {
        DrawnDigits digits = new DrawnDigits(scratch, ROWS);
        JobFolder untrained = digits.trained(job(digits, 1), "untrained");
        JobFolder trained = digits.trained(job(digits, 0), "trained");
        Map<String, Double> first = untrained.bundle().readEvaluation().metrics();
        Evaluation evaluation = trained.bundle().readEvaluation();

        double before = 784 * first.get("test/loss");
        double after = 784 * evaluation.metrics().get("test/loss");
        float[][] drawn = Served.answers(trained.bundle().decoder(), noise());
        int[] counts = DrawnDigits.counts(digits.recognised(drawn));
        long found = Arrays.stream(counts).filter(count -> count >= DRAWN / 50).count();
        System.err.printf(
                "vae on digits: negative bound %.1f after one epoch, %.1f at the end (kl %.1f), mse %.4f from %.4f; %d of 10 classes of %d drawn %s%n",
                before,
                after,
                evaluation.metrics().get("test/kl"),
                evaluation.metrics().get("test/mse"),
                first.get("test/mse"),
                found,
                DRAWN,
                Arrays.toString(counts));

        assertThat(after).isLessThan(0.8 * before);
        assertThat(evaluation.metrics().get("test/mse")).isLessThan(0.5 * first.get("test/mse"));
        assertThat(found).isGreaterThanOrEqualTo(6);
    }

    private static TestJob job(DrawnDigits digits, int epochs) {
        String training = DrawnDigits.ofTemplate("vae", "training").replaceFirst("\\}$", ",\"metrics\":[\"kl\"]}");
        return digits.job()
                .loss(Loss.BINARY_CROSSENTROPY)
                .definition(DrawnDigits.ofTemplate("vae", "definition"))
                .training(epochs == 0 ? training : training.replaceFirst("\"epochs\":\\d+", "\"epochs\":" + epochs));
    }

    private static float[][] noise() {
        Random random = new Random(7);
        float[][] noise = new float[DRAWN][LATENT];
        for (float[] row : noise) {
            for (int i = 0; i < LATENT; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return noise;
    }
}
