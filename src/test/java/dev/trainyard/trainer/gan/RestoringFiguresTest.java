package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.plan.Task;
import dev.trainyard.trainer.DrawnDigits;
import dev.trainyard.trainer.TestJob;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much restored pictures are like the real ones, with a discriminator and without. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class RestoringFiguresTest {

    private static final int SIDE = 32;

    @TempDir
    Path scratch;

    /** At least so many decibels. */
    @ParameterizedTest
    @CsvSource({"gan-super-resolution, 20", "gan-inpainting, 16"})
    void picturesComeNearTheRealOnes(String template, double psnr) throws Exception {
        DrawnDigits digits = new DrawnDigits(scratch, 500);
        String training = DrawnDigits.ofTemplate(template, "training").replaceFirst("\\}$", ",\"metrics\":[\"psnr\"]}");

        measure(digits, digits.job().training(training), template, psnr);
    }

    @Test
    void greyShapesGetTheirColours() throws Exception {
        String template = "gan-colouring";
        String training = DrawnDigits.ofTemplate(template, "training").replaceFirst("\\}$", ",\"metrics\":[\"psnr\"]}");

        measure(new DrawnDigits(scratch, 0), shapes(500).training(training), template, 20);
    }

    private static TestJob shapes(int rows) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        byte[] zip = Samples.named("captioned-shapes").bytes(rows, 0.1, 1);
        try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().endsWith(".png")) {
                    BufferedImage image = ImageIO.read(new ByteArrayInputStream(archive.readAllBytes()));
                    for (int i = 0; i < SIDE * SIDE; i++) {
                        int colour = image.getRGB(i % SIDE, i / SIDE);
                        pixels.write(colour >> 16);
                        pixels.write(colour >> 8);
                        pixels.write(colour);
                    }
                }
            }
        }
        return TestJob.pictures(
                "SELECT i::VARCHAR AS name FROM range(%d) r(i)".formatted(rows),
                pixels.toByteArray(),
                new PictureSize(SIDE, SIDE, 3));
    }

    private static void measure(DrawnDigits trainer, TestJob job, String template, double psnr) throws Exception {
        Map<String, Double> measured = trainer.trained(
                        job.task(Task.GENERATION).definition(DrawnDigits.ofTemplate(template, "definition")), template)
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
