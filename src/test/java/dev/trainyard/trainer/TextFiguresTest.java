package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.PictureDecoder;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.definition.Templates;
import dev.trainyard.json.Json;
import dev.trainyard.plan.TextSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of texts. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class TextFiguresTest {

    private static final Path DATA = Path.of("../shared/data");

    @TempDir
    private Path scratch;

    private static double metric(JobFolder folder, String name) throws Exception {
        return folder.bundle().readEvaluation().metrics().get(name);
    }

    /** The network of a template, whose units and repetitions are still open. */
    private static String graph(String template) {
        return new Templates()
                .all().stream()
                        .filter(one -> one.name().equals(template))
                        .findFirst()
                        .map(one -> Json.mapper().writeValueAsString(one.job().get("definition")))
                        .orElseThrow()
                        .replace("\"n\":\"auto\"", "\"n\":%d".formatted(template.equals("translation") ? 9 : 12));
    }

    /** The rows of a generated sample, as its file holds them. */
    private String sample(String name, int rows, double noise) throws Exception {
        Path file = scratch.resolve(name + ".csv");
        Files.write(file, Samples.named(name).bytes(rows, noise, 1));
        return "SELECT * FROM read_csv('%s', header=true, all_varchar=true)".formatted(file);
    }

    private JobFolder run(TestJob job, String name) throws Exception {
        JobFolder folder = job.in(scratch.resolve(name));
        long start = System.nanoTime();
        Recorded run = new Recorded().run(folder);
        assertThat(run.last()).isInstanceOf(TrainerEvent.Finished.class);
        System.out.printf(
                "%s: %s, %.0f s%n",
                name, folder.bundle().readEvaluation().metrics(), (System.nanoTime() - start) / 1e9);
        return folder;
    }

    @Test
    void tellsPraiseFromBlame() throws Exception {
        JobFolder folder = run(
                TestJob.on(sample("sentiment", 4000, 0.1))
                        .text("text", 200, 40)
                        .targetClasses("label", "negative", "positive")
                        .layers("""
                                [{"type":"embedding","inputDim":200,"outputDim":24},{"type":"lstm","units":32},
                                 {"type":"dense"}]""")
                        .split("{\"validation\":0.1,\"test\":0.2}")
                        .training("""
                                {"epochs":15,"batchSize":32,"seed":42,"optimizer":{"type":"adam","learningRate":0.01},
                                 "earlyStopping":{"monitor":"validation/loss","patience":4,"restoreBest":true}}"""),
                "sentiment");

        assertThat(metric(folder, "test/accuracy")).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void writesWordsBackwards() throws Exception {
        JobFolder folder = run(
                TestJob.on(sample("reversal", 5000, 0))
                        .textPairs("source", "target", 20, 8, 9)
                        .dictated(graph("translation")
                                .replace("\"units\":\"auto\"", "\"units\":20")
                                .replace("\"inputDim\":\"auto\"", "\"inputDim\":20"))
                        .split("{\"validation\":0.1,\"test\":0.1}")
                        .training("""
                                {"epochs":40,"batchSize":32,"seed":42,"optimizer":{"type":"adam","learningRate":0.005},
                                 "schedule":{"type":"cosine"}}"""),
                "reversal");

        assertThat(metric(folder, "test/decodedAccuracy")).isGreaterThanOrEqualTo(0.97);
        assertThat(metric(folder, "validation/decodedAccuracy")).isGreaterThanOrEqualTo(0.97);
    }

    /** A sample of pictures, decoded as the data set's reader does. */
    private TestJob pictures(String name, String column, int rows, PictureSize size) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(Samples.named(name).bytes(rows, 0.1, 1)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        String labels = files.keySet().stream()
                .filter(file -> file.endsWith("labels.csv"))
                .findFirst()
                .orElseThrow();
        Path csv = scratch.resolve(name + ".csv");
        Files.write(csv, files.get(labels));
        PictureDecoder decoder = new PictureDecoder(size, ImageSpec.Fitting.STRETCH);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        for (String line : new String(files.get(labels), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .toList()) {
            pixels.write(decoder.decode(files.get(line.substring(0, line.indexOf(',')))));
        }
        return TestJob.pictures(
                "SELECT %s FROM read_csv('%s', header=true, all_varchar=true)".formatted(column, csv),
                pixels.toByteArray(),
                size);
    }

    private static final String WRITER_TRAINING = """
            {"epochs":%d,"batchSize":32,"seed":42,"optimizer":{"type":"adam","learningRate":0.002},
             "earlyStopping":{"monitor":"validation/accuracy","patience":6,"restoreBest":true}}""";

    @Test
    void readsTheLettersOfWrittenWords() throws Exception {
        JobFolder folder = run(
                pictures("words", "text", 4000, new PictureSize(20, 64, 1))
                        .captions("text", TextSpec.Level.CHARACTER, 30, 6)
                        .layers("""
                                [{"type":"conv2d","filters":16,"kernelSize":3,"padding":"same","activation":"relu"},
                                 {"type":"maxPooling2d"},
                                 {"type":"conv2d","filters":32,"kernelSize":3,"padding":"same","activation":"relu"},
                                 {"type":"maxPooling2d"},{"type":"flatten"},{"type":"dense","units":256,"activation":"relu"},
                                 {"type":"repeatVector","n":"auto"},{"type":"lstm","units":128,"returnSequences":true},
                                 {"type":"dense","units":30,"activation":"softmax"}]""")
                        .split("{\"validation\":0.1,\"test\":0.1}")
                        .training(WRITER_TRAINING.formatted(25)),
                "words");

        assertThat(metric(folder, "test/accuracy")).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void tellsWhatShapesAPictureShows() throws Exception {
        JobFolder folder = run(
                pictures("captioned-shapes", "caption", 4000, new PictureSize(32, 32, 3))
                        .captions("caption", TextSpec.Level.WORD, 24, 12)
                        .dictated(graph("captioning")
                                .replace("\"units\":\"auto\"", "\"units\":24")
                                .replace("\"inputDim\":\"auto\"", "\"inputDim\":24"))
                        .split("{\"validation\":0.1,\"test\":0.1}")
                        .training(WRITER_TRAINING.formatted(12)),
                "captioned-shapes");

        assertThat(metric(folder, "test/decodedAccuracy")).isGreaterThanOrEqualTo(0.9);
    }

    /** One pass through 1.1 MB of Shakespeare, character by character. */
    @Test
    void tellsTheNextCharacterOfShakespeareWithTwoNatsAfterOneEpoch() throws Exception {
        Path file = DATA.resolve("tinyshakespeare.txt").toAbsolutePath().normalize();
        assumeTrue(Files.exists(file), file.getFileName() + " is not here: put the data sets into ../shared/data");
        TestJob job = TestJob.on("""
                        SELECT line || chr(10) AS text
                        FROM (SELECT unnest(string_split(content, chr(10))) AS line FROM read_text('%s'))""".formatted(file))
                .textWindows("text", 72, 100, 100)
                .layers("""
                        [{"type":"embedding","inputDim":72,"outputDim":32},
                         {"type":"lstm","units":128,"returnSequences":true},
                         {"type":"dense","units":72,"activation":"softmax"}]""")
                .split("{\"validation\":0.05,\"test\":0.05}")
                .training("""
                        {"epochs":1,"batchSize":8,"seed":42,"optimizer":{"type":"adam","learningRate":0.004}}""");

        JobFolder folder = run(job, "shakespeare");

        assertThat(metric(folder, "test/loss")).isLessThanOrEqualTo(2.0);
    }
}
