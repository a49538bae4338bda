package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.Templates;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Task;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.Served;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import dev.trainyard.trainer.TrainerEvent.Warned;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a classifier of drawn digits knows the digits that a generator draws. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class DigitsFiguresTest {

    private static final int ROWS = 2000;
    private static final int DRAWN = 500;
    private static final int LATENT = 32;
    private static final int CLASSES = 10;
    private static final Shape PICTURE = Shape.of(28, 28, 1);
    private static final String[] DIGITS = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

    @TempDir
    Path scratch;

    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    private final StringBuilder labels = new StringBuilder("label\n");

    @BeforeEach
    void draw() throws IOException {
        byte[] zip = Samples.named("digits").bytes(ROWS, 0.1, 1);
        try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().endsWith(".png")) {
                    read(archive.readAllBytes());
                    labels.append(entry.getName(), 0, entry.getName().indexOf('/'))
                            .append('\n');
                }
            }
        }
        Files.writeString(scratch.resolve("labels.csv"), labels);
    }

    private void read(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        for (int i = 0; i < PICTURE.size(); i++) {
            pixels.write(image.getRaster().getSample(i % 28, i / 28, 0));
        }
    }

    private TestJob digits() {
        String sql = "SELECT label FROM read_csv('%s', header=true, all_varchar=true)"
                .formatted(scratch.resolve("labels.csv"));
        return TestJob.pictures(sql, pixels.toByteArray(), new PictureSize(28, 28, 1));
    }

    private static String ofTemplate(String field) {
        return Json.mapper()
                .writeValueAsString(new Templates().find("gan-pictures").job().get(field));
    }

    @Test
    void generatorThatIsToldNothingDrawsMostDigits() throws Exception {
        String untold = ofTemplate("definition").replace("\"condition\":\"label\",", "");
        assertThat(untold).doesNotContain("condition");
        JobFolder generator = trained(digits().task(Task.GENERATION).definition(untold), "untold");

        int[] counts = new int[CLASSES];
        for (int digit : recognised(generator)) {
            counts[digit]++;
        }

        long found = Arrays.stream(counts).filter(count -> count >= DRAWN / 50).count();
        System.err.printf(
                "digits, told nothing: %d of 10 classes, of %d drawn %s%n", found, DRAWN, Arrays.toString(counts));
        assertThat(found).isGreaterThanOrEqualTo(6);
    }

    private JobFolder trained(TestJob job, String name) throws Exception {
        String training = ofTemplate("training").replaceFirst("\\}$", ",\"metrics\":[\"diversity\"]}");
        JobFolder folder = job.split("{\"validation\":0.1,\"test\":0.0}")
                .training(training)
                .in(scratch.resolve(name));
        Recorded run = new Recorded()
                .reacting(event -> {
                    if (event instanceof Metrics metrics && metrics.endOfEpoch()) {
                        System.err.printf("  epoch %d: %s%n", metrics.epoch(), metrics.series());
                    }
                    if (event instanceof Warned warned) {
                        System.err.println("  " + warned.message());
                    }
                })
                .run(folder);
        assertThat(run.last()).isInstanceOf(Finished.class);
        return folder;
    }

    /** What a classifier of real pictures takes drawn ones for. */
    private int[] recognised(JobFolder generator) throws Exception {
        JobFolder classifier = digits().targetClasses("label", DIGITS)
                .layers("""
                        [{"type":"conv2d","filters":8,"kernelSize":3,"activation":"relu"},{"type":"maxPooling2d"},{"type":"flatten"},
                         {"type":"dense","units":64,"activation":"relu"},{"type":"dense"}]""")
                .training("{\"epochs\":8,\"batchSize\":32,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.002}}")
                .in(scratch.resolve("classifier"));
        assertThat(new Recorded().run(classifier).last()).isInstanceOf(Finished.class);
        Map<String, Double> metrics = classifier.bundle().readEvaluation().metrics();
        System.err.printf("  the classifier: test accuracy %.3f%n", metrics.get("test/accuracy"));
        float[][] drawn = Served.answers(generator.bundle().model(), noise());
        float[][] chances = Served.answers(classifier.bundle().model(), PICTURE, drawn);
        return Arrays.stream(chances).mapToInt(DigitsFiguresTest::likeliest).toArray();
    }

    private static float[][] noise() {
        Random random = new Random(7);
        float[][] noise = new float[DRAWN][LATENT];
        for (int row = 0; row < DRAWN; row++) {
            for (int i = 0; i < LATENT; i++) {
                noise[row][i] = (float) random.nextGaussian();
            }
        }
        return noise;
    }

    private static int likeliest(float[] chances) {
        int likeliest = 0;
        for (int i = 1; i < chances.length; i++) {
            likeliest = chances[i] > chances[likeliest] ? i : likeliest;
        }
        return likeliest;
    }
}
