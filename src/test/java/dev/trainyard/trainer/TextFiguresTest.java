package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.dataset.samples.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
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
                "%s: %s, %.0f s%n", name, folder.bundle().readEvaluation().metrics(), (System.nanoTime() - start) / 1e9);
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
                        .layers("""
                                [{"type":"embedding","inputDim":20,"outputDim":16},{"type":"lstm","units":96},
                                 {"type":"repeatVector","n":"auto"},{"type":"lstm","units":96,"returnSequences":true},
                                 {"type":"dense","units":20,"activation":"softmax"}]""")
                        .split("{\"validation\":0.1,\"test\":0.1}")
                        .training("""
                                {"epochs":40,"batchSize":32,"seed":42,"optimizer":{"type":"adam","learningRate":0.005},
                                 "earlyStopping":{"monitor":"validation/accuracy","patience":8,"restoreBest":true}}"""),
                "reversal");

        assertThat(metric(folder, "test/accuracy")).isGreaterThanOrEqualTo(0.95);
    }

    /** One pass through 1.1 MB of Shakespeare, character by character. */
    @Test
    void tellsTheNextCharacterOfShakespeareWithTwoNatsAfterOneEpoch() throws Exception {
        Path file = DATA.resolve("tinyshakespeare.txt").toAbsolutePath().normalize();
        assumeTrue(Files.exists(file), file.getFileName() + " is not here: put the data sets into ../shared/data");
        TestJob job = TestJob.on("""
                        SELECT line || chr(10) AS text
                        FROM (SELECT unnest(string_split(content, chr(10))) AS line FROM read_text('%s'))"""
                        .formatted(file))
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
