package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.plan.Task;
import dev.trainyard.trainer.DrawnDigits;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much restored digits are like the real ones, with a discriminator and without. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class RestoringFiguresTest {

    @TempDir
    Path scratch;

    /** At least so many decibels. */
    @ParameterizedTest
    @CsvSource({"gan-super-resolution, 20", "gan-inpainting, 16"})
    void picturesComeNearTheRealOnes(String template, double psnr) throws Exception {
        DrawnDigits digits = new DrawnDigits(scratch, 500);
        String training = DrawnDigits.ofTemplate(template, "training").replaceFirst("\\}$", ",\"metrics\":[\"psnr\"]}");

        Map<String, Double> measured = digits.trained(
                        digits.job()
                                .task(Task.GENERATION)
                                .definition(DrawnDigits.ofTemplate(template, "definition"))
                                .training(training),
                        template)
                .bundle()
                .readEvaluation()
                .metrics();

        System.err.printf(
                "%s: test PSNR %.2f dB and SSIM %.3f, without a discriminator %.2f dB and %.3f; the discriminator is right in %.2f%n",
                template,
                measured.get("test/psnr"),
                measured.get("test/ssim"),
                measured.get("test/plainPsnr"),
                measured.get("test/plainSsim"),
                measured.get("test/discriminatorAccuracy"));
        assertThat(measured.get("test/psnr")).isGreaterThan(psnr);
    }
}
