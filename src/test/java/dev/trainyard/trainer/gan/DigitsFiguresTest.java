package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.plan.Task;
import dev.trainyard.trainer.DrawnDigits;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Served;
import dev.trainyard.trainer.TestJob;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a classifier of drawn digits knows the digits that a generator draws. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class DigitsFiguresTest {

    private static final int DRAWN = 500;
    private static final int LATENT = 32;

    @TempDir
    Path scratch;

    private JobFolder trained(DrawnDigits digits, TestJob job, int batch) throws Exception {
        String training = DrawnDigits.ofTemplate("gan-pictures", "training")
                .replaceFirst("\"batchSize\":\\d+", "\"batchSize\":" + batch)
                .replaceFirst("\\}$", ",\"metrics\":[\"diversity\"]}");
        return digits.trained(
                job.task(Task.GENERATION)
                        .split("{\"validation\":0.1,\"test\":0.0}")
                        .training(training),
                "generator");
    }

    @Test
    void generatorThatIsToldNothingDrawsMostDigits() throws Exception {
        String untold = DrawnDigits.ofTemplate("gan-pictures", "definition").replace("\"condition\":\"label\",", "");
        assertThat(untold).doesNotContain("condition");
        DrawnDigits digits = new DrawnDigits(scratch, 2000);
        JobFolder generator = trained(digits, digits.job().definition(untold), 32);

        float[][] drawn = Served.answers(generator.bundle().model(), noise(0));
        int[] counts = DrawnDigits.counts(digits.recognised(drawn));

        long found = Arrays.stream(counts).filter(count -> count >= DRAWN / 50).count();
        System.err.printf(
                "digits, told nothing: %d of 10 classes, of %d drawn %s%n", found, DRAWN, Arrays.toString(counts));
        assertThat(found).isGreaterThanOrEqualTo(6);
    }

    @Test
    void generatorThatIsToldADigitDrawsIt() throws Exception {
        DrawnDigits digits = new DrawnDigits(scratch, 1000);
        JobFolder generator = trained(
                digits,
                digits.job()
                        .targetClasses("label", DrawnDigits.DIGITS)
                        .definition(DrawnDigits.ofTemplate("gan-pictures", "definition")),
                16);

        float[][] drawn = Served.answers(generator.bundle().model(), noise(DrawnDigits.CLASSES));
        int[] taken = digits.recognised(drawn);

        int agreed = 0;
        for (int i = 0; i < DRAWN; i++) {
            agreed += taken[i] == i % DrawnDigits.CLASSES ? 1 : 0;
        }
        System.err.printf(
                "digits, told the class: %d of %d drawn are taken for the one that was wanted%n", agreed, DRAWN);
        assertThat(agreed).isGreaterThanOrEqualTo(DRAWN * 6 / 10);
    }

    /** Behind the noise one class after the other. */
    private static float[][] noise(int classes) {
        Random random = new Random(7);
        float[][] noise = new float[DRAWN][LATENT + classes];
        for (int row = 0; row < DRAWN; row++) {
            for (int i = 0; i < LATENT; i++) {
                noise[row][i] = (float) random.nextGaussian();
            }
            if (classes > 0) {
                noise[row][LATENT + row % classes] = 1f;
            }
        }
        return noise;
    }
}
