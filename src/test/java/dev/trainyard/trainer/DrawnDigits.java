package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.Templates;
import dev.trainyard.json.Json;
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
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

/** The sample {@code digits}, and a classifier of them that judges drawn ones. */
@SuppressWarnings("NullAway") // a null fails the test by itself
public final class DrawnDigits {

    public static final int CLASSES = 10;
    public static final Shape PICTURE = Shape.of(28, 28, 1);
    public static final String[] DIGITS = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

    private final Path scratch;
    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();

    public DrawnDigits(Path scratch, int rows) throws IOException {
        this.scratch = scratch;
        StringBuilder labels = new StringBuilder("label\n");
        byte[] zip = Samples.named("digits").bytes(rows, 0.1, 1);
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

    /** A job on them, without a target. */
    public TestJob job() {
        String sql = "SELECT label FROM read_csv('%s', header=true, all_varchar=true)"
                .formatted(scratch.resolve("labels.csv"));
        return TestJob.pictures(sql, pixels.toByteArray(), new PictureSize(28, 28, 1));
    }

    /** A field of a template's job. */
    public static String ofTemplate(String template, String field) {
        return Json.mapper()
                .writeValueAsString(new Templates().find(template).job().get(field));
    }

    /** Trains to the end, and tells how it goes. */
    public JobFolder trained(TestJob job, String name) throws Exception {
        JobFolder folder = job.in(scratch.resolve(name));
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
    public int[] recognised(float[][] drawn) throws Exception {
        JobFolder classifier = job().targetClasses("label", DIGITS)
                .layers("""
                        [{"type":"conv2d","filters":8,"kernelSize":3,"activation":"relu"},{"type":"maxPooling2d"},{"type":"flatten"},
                         {"type":"dense","units":64,"activation":"relu"},{"type":"dense"}]""")
                .training("{\"epochs\":8,\"batchSize\":32,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.002}}")
                .in(scratch.resolve("classifier"));
        assertThat(new Recorded().run(classifier).last()).isInstanceOf(Finished.class);
        Map<String, Double> metrics = classifier.bundle().readEvaluation().metrics();
        System.err.printf(
                "  the classifier: test accuracy %.3f%n", Objects.requireNonNull(metrics.get("test/accuracy")));
        float[][] chances = Served.answers(classifier.bundle().model(), PICTURE, drawn);
        return Arrays.stream(chances).mapToInt(DrawnDigits::likeliest).toArray();
    }

    private static int likeliest(float[] chances) {
        int likeliest = 0;
        for (int i = 1; i < chances.length; i++) {
            likeliest = chances[i] > chances[likeliest] ? i : likeliest;
        }
        return likeliest;
    }

    /** How many of each class. */
    public static int[] counts(int[] digits) {
        int[] counts = new int[CLASSES];
        for (int digit : digits) {
            counts[digit]++;
        }
        return counts;
    }
}
