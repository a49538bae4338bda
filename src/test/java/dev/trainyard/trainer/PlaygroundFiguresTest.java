package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.plan.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What small networks make of the generated points, and how many epochs the update rules need. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class PlaygroundFiguresTest {

    private static final String TWO_TIMES_EIGHT = """
            [{"type":"dense","units":8,"activation":"tanh"},{"type":"dense","units":8,"activation":"tanh"},{"type":"dense"}]
            """;

    @TempDir
    Path scratch;

    private TestJob sample(String name, int rows) throws Exception {
        Path csv = scratch.resolve(name + ".csv");
        Files.write(csv, Samples.named(name).bytes(rows, 0, 1));
        return TestJob.on("SELECT x::DOUBLE AS x, y::DOUBLE AS y, label FROM read_csv('%s', all_varchar=true)"
                        .formatted(csv))
                .numeric("x", "y")
                .targetClasses("label", "0", "1");
    }

    @ParameterizedTest
    @CsvSource({"circle, 100, 0.98", "xor, 100, 0.98", "gaussians, 100, 0.98", "spiral, 600, 0.95"})
    void twoTimesEightUnitsTellTheClassesApart(String name, int epochs, double least) throws Exception {
        JobFolder folder = sample(name, 1000)
                .layers(TWO_TIMES_EIGHT)
                .split("{\"validation\":0.0,\"test\":0.5}")
                .training("""
                        {"epochs":%d,"batchSize":10,"optimizer":{"type":"adam","learningRate":0.01},"schedule":{"type":"cosine"}}
                        """.formatted(epochs))
                .in(scratch.resolve("job"));

        Recorded run = new Recorded().run(folder);

        double accuracy = folder.bundle().readEvaluation().metrics().get("test/accuracy");
        System.err.printf("%s: test accuracy %.4f after %d epochs%n", name, accuracy, epochs);
        assertThat(run.all(TrainerEvent.Sampled.class)).hasSizeGreaterThanOrEqualTo(20);
        assertThat(accuracy).isGreaterThanOrEqualTo(least);
    }

    /**
     * A tenth of the epochs of gradient descent at the Playground's own rate of 0.03, over all rows at once: neither rule is
     * tuned for this problem. Whoever tries rates finds one with which descent is as quick, and the Playground itself
     * takes batches of 10, hence 20 steps an epoch; the figure tells these numbers, too, of which a tenth is not claimed.
     */
    @Test
    void rpropLearnsXorInATenthOfTheEpochsOfDescentAtThePlaygroundsRate() throws Exception {
        TestJob job = sample("xor", 200)
                .layers("[{\"type\":\"dense\",\"units\":8,\"activation\":\"tanh\"},{\"type\":\"dense\"}]");
        int descent = epochsUntil(0.1, job, "sgd", 0.03, 3000);
        int rprop = epochsUntil(0.1, job, "rprop", 0.1, 300);
        int tuned = Integer.MAX_VALUE;
        for (double rate : new double[] {0.1, 0.3, 1, 3, 10}) {
            tuned = Math.min(tuned, epochsUntil(0.1, job, "sgd", rate, 600));
        }
        int inBatches = epochsUntil(0.1, run(job, "sgd", 0.03, 600, "10"), 600);
        System.err.printf(
                "xor: rprop takes %d epochs to a loss of 0.1, gradient descent %d at a rate of 0.03, %d at the best of five, %d at 0.03 in batches of 10%n",
                rprop, descent, tuned, inBatches);

        assertThat(rprop * 10).isLessThanOrEqualTo(descent);
    }

    /**
     * The textbook's network, whose own recipe is 900 epochs of full-batch descent at a rate of 0.005. At the best of four
     * rates descent needs fewer; the figure says how many.
     */
    @Test
    void rpropLearnsTheAdmissionsInATenthOfTheTextbooksEpochs() throws Exception {
        Path csv = scratch.resolve("admissions.csv");
        Files.write(csv, Samples.named("admissions").bytes(400, 0, 1));
        TestJob job = TestJob.on(
                        "SELECT gre::DOUBLE AS gre, gpa::DOUBLE AS gpa, rank, admit FROM read_csv('%s', all_varchar=true)"
                                .formatted(csv))
                .numeric("gre", "gpa")
                .categorical("rank", "1", "2", "3", "4")
                .targetClasses("admit", "0", "1")
                .layers("""
                        [{"type":"dense","units":2,"activation":"sigmoid","useBias":false},
                         {"type":"dense","units":1,"activation":"sigmoid","useBias":false}]
                        """)
                .loss(Loss.SSE);
        Recorded textbook = run(job, "sgd", 0.005, 900);
        double reached = textbook.epoch(900).get("train/loss");
        int rprop = epochsUntil(reached, job, "rprop", 0.01, 900);
        int tuned = Integer.MAX_VALUE;
        for (double rate : new double[] {0.05, 0.5, 5, 50}) {
            tuned = Math.min(tuned, epochsUntil(reached, job, "sgd", rate, 900));
        }
        System.err.printf(
                "admissions: descent at 0.005 reaches %.5f after 900 epochs, at the best of four rates after %d, rprop after %d%n",
                reached, tuned, rprop);

        assertThat(rprop).isLessThanOrEqualTo(90);
    }

    private int epochsUntil(double loss, TestJob job, String rule, double rate, int most) throws Exception {
        return epochsUntil(loss, run(job, rule, rate, most), most);
    }

    private static int epochsUntil(double loss, Recorded run, int most) {
        for (int epoch = 1; epoch <= most; epoch++) {
            Map<String, Double> series = run.epoch(epoch);
            if (series.get("train/loss") <= loss) {
                return epoch;
            }
        }
        return Integer.MAX_VALUE / 10;
    }

    private Recorded run(TestJob job, String rule, double rate, int epochs) throws Exception {
        return run(job, rule, rate, epochs, "\"full\"");
    }

    private Recorded run(TestJob job, String rule, double rate, int epochs, String batch) throws Exception {
        JobFolder folder = job.split("{\"validation\":0.0,\"test\":0.0}")
                .training("""
                        {"epochs":%d,"batchSize":%s,"optimizer":{"type":"%s","learningRate":%s}}
                        """.formatted(epochs, batch, rule, rate))
                .in(Files.createTempDirectory(scratch, rule));
        return new Recorded().run(folder);
    }
}
