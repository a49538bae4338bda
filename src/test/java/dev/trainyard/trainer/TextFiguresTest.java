package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

    /** One pass through 1.1 MB of Shakespeare, character by character. */
    @Test
    void tellsTheNextCharacterOfShakespeareWithTwoNatsAfterOneEpoch() throws Exception {
        Path file = DATA.resolve("tinyshakespeare.txt").toAbsolutePath().normalize();
        assumeTrue(Files.exists(file), file.getFileName() + " is not here: put the data sets into ../shared/data");
        JobFolder folder = TestJob.on("""
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
                        {"epochs":1,"batchSize":8,"seed":42,"optimizer":{"type":"adam","learningRate":0.004}}""")
                .in(scratch);

        long start = System.nanoTime();
        Recorded run = new Recorded().run(folder);

        System.out.printf(
                "Shakespeare: train %s, test loss %.3f nats, accuracy %.3f, %.0f s%n",
                run.epoch(1), metric(folder, "test/loss"), metric(folder, "test/accuracy"), (System.nanoTime() - start) / 1e9);
        assertThat(metric(folder, "test/loss")).isLessThanOrEqualTo(2.0);
    }
}
