package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Failed;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Logged;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import dev.trainyard.trainer.TrainerEvent.PhaseStarted;
import dev.trainyard.trainer.TrainerEvent.Sampled;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // a null fails the test by itself
class TrainingRunTest {

    @TempDir
    Path scratch;

    @Test
    void learnsToTellTwoClassesApart() throws Exception {
        JobFolder folder = TestJob.twoClasses(400)
                .training(
                        "{\"epochs\":40,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01},\"metrics\":[\"auc\",\"f1\"]}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOfSatisfying(Finished.class, finished -> {
            assertThat(finished.stopReason()).isEqualTo("completed");
            assertThat(finished.engine()).isEqualTo("dl4j");
        });
        assertThat(run.all(PhaseStarted.class)).hasSize(3);
        assertThat(run.epoch(0)).containsKeys("train/loss", "validation/loss");
        assertThat(run.epoch(40)).containsKeys("train/auc", "validation/f1");
        assertThat(run.epoch(40).get("train/loss")).isLessThan(0.2);
        var evaluation = folder.bundle().readEvaluation();
        assertThat(evaluation.metrics().get("test/accuracy")).isGreaterThan(0.9);
        assertThat(evaluation.parts().get("test").rows()).isEqualTo(40);
        assertThat(folder.bundle().readManifest().encoder().width()).isEqualTo(5);
        assertThat(folder.bundle().readGolden().rows()).hasSize(15);
        assertThat(folder.bundle().dl4j()).exists();
        assertThat(folder.bundle().readProvenance().dl4j()).isEqualTo("1.0.0-M2.1");
    }

    @Test
    void reportsRegressionInTheTargetsOwnUnits() throws Exception {
        JobFolder folder = TestJob.regression(300)
                .training("{\"epochs\":60,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.02}}")
                .in(scratch);

        new Recorded().run(folder);

        var report = folder.bundle()
                .readEvaluation()
                .parts()
                .get("test")
                .regression()
                .get(0);
        assertThat(report.r2()).isGreaterThan(0.95);
        assertThat(report.mae()).isBetween(0.05, 5.0);
    }

    @Test
    void learnsSeveralLabelsAtOnce() throws Exception {
        JobFolder folder = TestJob.on("""
                        SELECT x, y, CASE WHEN x > 0 THEN 'yes' ELSE 'no' END AS east,
                               CASE WHEN y > 0 THEN '1' ELSE '0' END AS north, CASE WHEN x * y > 0 THEN '1' ELSE '0' END AS odd
                        FROM (SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y FROM range(400) r(i))
                        """)
                .numeric("x", "y")
                .targetClasses("east", "no", "yes")
                .targetClasses("north", "0", "1")
                .targetClasses("odd", "0", "1")
                .training("{\"epochs\":60,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.03}}")
                .in(scratch);

        new Recorded().run(folder);

        Evaluation.MultiLabel report =
                folder.bundle().readEvaluation().parts().get("test").multiLabel();
        assertThat(report.labels()).extracting(Evaluation.PerLabel::label).containsExactly("east", "north", "odd");
        assertThat(report.labels())
                .allSatisfy(label -> assertThat(label.accuracy()).isGreaterThan(0.9));
        assertThat(report.exactMatch()).isBetween(0.8, report.accuracy());
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
    }

    @Test
    void drawsWhatItAnswersAllOverThePlane() throws Exception {
        JobFolder folder = TestJob.on("""
                        SELECT x, y, CASE WHEN x * x + y * y < 0.5 THEN 'in' ELSE 'out' END AS label
                        FROM (SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y FROM range(300) r(i))
                        """)
                .numeric("x", "y")
                .targetClasses("label", "in", "out")
                .preprocessing("{\"numeric\":\"none\",\"derived\":[\"x^2\",\"y^2\"]}")
                .layers("[{\"type\":\"dense\"}]")
                .training("{\"epochs\":60,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.1}}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.all(Sampled.class)).extracting(Sampled::sample).containsOnly("decision-grid");
        assertThat(run.all(Sampled.class))
                .extracting(Sampled::epoch)
                .hasSize(20)
                .startsWith(3)
                .endsWith(60);
        Map<?, ?> content = (Map<?, ?>) run.all(Sampled.class).get(19).values();
        List<?> values = (List<?>) content.get("values");
        assertThat(content.get("probabilityOf")).isEqualTo("out");
        assertThat(values)
                .hasSize(50)
                .allSatisfy(row -> assertThat((List<?>) row).hasSize(50));
        assertThat((double) ((List<?>) values.get(25)).get(25)).isLessThan(0.1);
        assertThat((double) ((List<?>) values.get(0)).get(0)).isGreaterThan(0.9);
        assertThat(folder.bundle().readManifest().encoder().width()).isEqualTo(4);
        assertThat(folder.bundle().readEvaluation().metrics().get("test/accuracy"))
                .isGreaterThan(0.95);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
    }

    @Test
    void givesTheSameParametersForTheSameJob() throws Exception {
        TestJob job = TestJob.twoClasses(120).layers("""
                        [{"type":"dense","units":6,"activation":"relu"},{"type":"dropout","rate":0.3},{"type":"dense"}]
                        """);

        Recorded one = new Recorded().run(job.in(scratch.resolve("one")));
        Recorded two = new Recorded().run(job.in(scratch.resolve("two")));

        assertThat(digest(scratch.resolve("two"))).isEqualTo(digest(scratch.resolve("one")));
        assertThat(two.epoch(5)).isEqualTo(one.epoch(5));
    }

    private static String digest(Path folder) throws Exception {
        return NamedArrays.read(new JobFolder(folder).bundle().parameters()).sha256();
    }

    @Test
    void stopsEarlyAndKeepsTheBestEpoch() throws Exception {
        JobFolder folder = TestJob.twoClasses(60)
                .training("""
                        {"epochs":500,"optimizer":{"type":"adam","learningRate":0.1},
                         "earlyStopping":{"monitor":"validation/loss","patience":3}}
                        """)
                .split("{\"validation\":0.3,\"test\":0.0}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(((Finished) run.last()).stopReason()).isEqualTo("early-stopping");
        double best = run.all(Metrics.class).stream()
                .filter(metrics -> metrics.endOfEpoch() && metrics.epoch() > 0)
                .mapToDouble(metrics -> metrics.series().get("validation/loss"))
                .min()
                .orElseThrow();
        assertThat(folder.bundle().readEvaluation().metrics().get("validation/loss"))
                .isEqualTo(best);
        assertThat(folder.bundle().readEvaluation().parts()).doesNotContainKey("test");
    }

    @Test
    void heedsCancelWithinOneIteration() throws Exception {
        Recorded run = new Recorded();
        run.reacting(event -> {
            if (event instanceof Metrics metrics && metrics.epoch() == 2) {
                run.controls().ask(Command.CANCEL);
            }
        });

        run.run(TestJob.twoClasses(100).in(scratch));

        assertThat(run.last()).isEqualTo(new Stopped(Command.CANCEL));
        assertThat(run.all(Metrics.class)).noneMatch(metrics -> metrics.epoch() > 2);
        assertThat(scratch.resolve("bundle")).doesNotExist();
    }

    @Test
    void finishesOnRequestWithABundle() throws Exception {
        Recorded run = new Recorded();
        run.reacting(event -> {
            if (event instanceof Metrics metrics && metrics.epoch() == 2) {
                run.controls().ask(Command.FINISH);
            }
        });

        run.run(TestJob.twoClasses(100).in(scratch));

        assertThat(((Finished) run.last()).stopReason()).isEqualTo("finished-on-request");
        assertThat(new JobFolder(scratch).bundle().model()).exists();
    }

    @Test
    void stopsWhenItsTimeIsSpent() throws Exception {
        AtomicLong clock = new AtomicLong();

        Recorded run = new Recorded()
                .clock(() -> clock.addAndGet(100_000_000))
                .run(TestJob.twoClasses(100)
                        .training("{\"epochs\":1000,\"limits\":{\"maxSeconds\":5}}")
                        .in(scratch));

        assertThat(((Finished) run.last()).stopReason()).isEqualTo("budget");
    }

    @Test
    void stopsWhenItsEpochsAreSpentWithTheBestOfThem() throws Exception {
        JobFolder folder = TestJob.twoClasses(60)
                .training("{\"epochs\":1000,\"limits\":{\"maxEpochs\":2}}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(((Finished) run.last()).stopReason()).isEqualTo("budget");
        assertThat(folder.bundle().readProvenance().end()).isEqualTo(new Provenance.End("budget", 2, 4, null));
    }

    @Test
    void saysWhatToDoWhenTheLossIsNoNumber() throws Exception {
        JobFolder folder = TestJob.regression(100)
                .training("{\"epochs\":200,\"optimizer\":{\"type\":\"sgd\",\"learningRate\":1e6}}")
                .layers("[{\"type\":\"dense\",\"units\":8},{\"type\":\"dense\"}]")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("loss_nan");
            assertThat(failed.phase()).isEqualTo("training");
            assertThat(failed.message()).contains("epoch", "1000000.0");
            assertThat(failed.remedies().get(0).patch().get(0))
                    .containsEntry("path", "/training/optimizer")
                    .containsEntry("op", "add");
            assertThat(failed.remedies()).hasSize(4);
        });
    }

    @Test
    void refusesALabelItDoesNotKnow() throws Exception {
        JobFolder folder = TestJob.on(
                        "SELECT i::DOUBLE AS x, CASE WHEN i = 7 THEN 'c' ELSE 'a' END AS y FROM range(40) r(i)")
                .numeric("x")
                .targetClasses("y", "a", "b")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("label_out_of_range"));
    }

    @Test
    void leavesRowsWithoutATargetOutAndSaysSo() throws Exception {
        JobFolder folder = TestJob.on("""
                        SELECT CASE WHEN i = 3 THEN NULL ELSE i::DOUBLE END AS x,
                               CASE WHEN i % 10 = 0 THEN NULL ELSE i * 2.0 END AS y FROM range(40) r(i)
                        """).numeric("x").targetValues("y").in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.all(Logged.class))
                .anyMatch(log -> log.message().equals("left out 4 of 40 rows of the data set, which have no y"));
        assertThat(folder.bundle().readGolden().rows())
                .anyMatch(row -> row instanceof Map<?, ?> cells && cells.containsKey("x") && cells.get("x") == null);
    }

    @Test
    void measuresOnATestSetOfItsOwn() throws Exception {
        JobFolder folder = TestJob.regression(80)
                .testRows("SELECT 0.5 AS x, 0.5 AS y, 110.0 AS value FROM range(7)")
                .in(scratch);

        new Recorded().run(folder);

        assertThat(folder.bundle().readEvaluation().parts().get("test").rows()).isEqualTo(7);
        assertThat(folder.bundle().readEvaluation().parts().get("train").rows()).isEqualTo(80);
        assertThat(Files.size(folder.work().resolve("test.f32"))).isEqualTo(7 * (2 + 1) * 4);
    }
}
