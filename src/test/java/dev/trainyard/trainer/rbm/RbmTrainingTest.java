package dev.trainyard.trainer.rbm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Task;
import dev.trainyard.prediction.GoldenGate;
import dev.trainyard.prediction.GoldenGates;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Sampled;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // a null fails the test by itself
class RbmTrainingTest {

    private static final String METRICS = "\"metrics\":[\"reconstructionError\",\"pseudoLikelihood\",\"freeEnergy\"]";

    private static final Map<String, String> WHOLE = new HashMap<>();

    @TempDir
    Path scratch;

    /** Two groups of films: who likes one of a group likes the others. */
    static TestJob likings(int rows) {
        String columns = IntStream.range(0, 9)
                .mapToObj(i ->
                        "CASE WHEN (r.i %% 2 = %d) = (hash(r.i * 31 + %d) %% 10 < 8) THEN '1' ELSE '0' END AS film%d"
                                .formatted(i < 5 ? 0 : 1, i, i))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow()
                .replace("%%", "%");
        TestJob job = TestJob.on("SELECT %s, (r.i %% 2)::DOUBLE AS film9 FROM range(%d) r(i)".formatted(columns, rows));
        for (int i = 0; i < 9; i++) {
            job.categorical("film" + i, "0", "1");
        }
        return job.preprocessing("{\"numeric\":\"none\",\"categorical\":\"binary\"}");
    }

    @Test
    void learnsAndIsServedAsItWasTrained() throws Exception {
        JobFolder folder = likings(400)
                .task(Task.RECOMMENDATION)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":6}")
                .training("{\"epochs\":30,\"batchSize\":20,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.02},%s}"
                        .formatted(METRICS))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last())
                .isInstanceOfSatisfying(
                        Finished.class, end -> assertThat(end.engine()).isEqualTo("fused"));
        assertThat(run.epoch(30).get("train/loss"))
                .isLessThan(0.7 * run.epoch(0).get("train/loss"));
        assertThat(run.epoch(30).get("train/pseudoLikelihood"))
                .isGreaterThan(run.epoch(0).get("train/pseudoLikelihood"));
        assertThat(run.epoch(30)).containsKeys("validation/loss", "validation/freeEnergyGap", "train/freeEnergy");
        assertThat(run.all(Sampled.class).stream()
                        .filter(sample -> sample.sample().equals("filters")))
                .hasSize(30)
                .allMatch(sample -> sample.png() != null);
        List<Evaluation.Topic> topics = topics(run);
        assertThat(topics).hasSize(6).allMatch(topic -> topic.words().size() <= 9);
        assertThat(topics).anyMatch(topic -> strongest(topic).stream().allMatch("film0film1film2film3film4"::contains));
        assertThat(topics).anyMatch(topic -> strongest(topic).stream().allMatch("film5film6film7film8"::contains));
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(folder.bundle().readEvaluation().metrics())
                .hasEntrySatisfying("test/hitRate@5", hits -> assertThat(hits).isGreaterThan(0.85))
                .containsKeys("test/ndcg@10", "test/freeEnergyGap");
        assertThat(folder.bundle().dl4j()).doesNotExist();
        Inside inside = folder.bundle().readManifest().inside();
        assertThat(inside.code()).isEqualTo("rbm_0");
        assertThat(inside.anomaly().from()).isEqualTo("validation");
    }

    /** Words of two subjects, one that all texts have, and a sign. */
    private static TestJob notes(int rows) {
        return TestJob.on("""
                        SELECT CASE WHEN i %% 20 = 3 THEN NULL ELSE
                            'The ' || array_to_string(list_filter(
                              CASE i %% 2 WHEN 0 THEN ['soup', 'salt', 'oven'] ELSE ['sail', 'wind', 'deck'] END,
                              lambda word: hash(word || i::VARCHAR) %% 10 < 8), ', ') || '!' END AS text
                        FROM range(%d) r(i)
                        """.formatted(rows)).bags("text", 12);
    }

    @Test
    void findsTopicsInBagsOfWords() throws Exception {
        JobFolder folder = notes(200)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":4}")
                .training("{\"epochs\":30,\"batchSize\":10,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.03},%s}"
                        .formatted(METRICS))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        List<Evaluation.Topic> topics = folder.bundle().readEvaluation().topics();
        assertThat(topics).isEqualTo(topics(run)).hasSize(4);
        assertThat(topics)
                .anyMatch(topic ->
                        topic.words().size() > 1 && strongest(topic).stream().allMatch("soup salt oven"::contains));
        assertThat(topics)
                .anyMatch(topic ->
                        topic.words().size() > 1 && strongest(topic).stream().allMatch("sail wind deck"::contains));
        assertThat(folder.bundle().readManifest().encoder())
                .isInstanceOfSatisfying(
                        BagEncoder.class,
                        bag -> assertThat(bag.vocabulary().tokens())
                                .containsExactlyInAnyOrder("soup", "salt", "oven", "sail", "wind", "deck"));
        assertThat(run.all(Sampled.class)).noneMatch(sample -> sample.png() != null);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    }

    @SuppressWarnings("unchecked") // it is what the lesson puts there
    private static List<Evaluation.Topic> topics(Recorded run) {
        List<Sampled> told = run.all(Sampled.class).stream()
                .filter(sample -> sample.sample().equals("topics"))
                .toList();
        assertThat(told).hasSize(1);
        return (List<Evaluation.Topic>) told.get(0).values();
    }

    private static List<String> strongest(Evaluation.Topic topic) {
        return topic.words().stream().limit(3).map(Evaluation.Word::word).toList();
    }

    @Test
    void stackTrainsOneMachineAfterTheOther() throws Exception {
        JobFolder folder = likings(200)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":[6,3]}")
                .training("{\"epochs\":4,%s}".formatted(METRICS))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(folder.bundle().readGolden().others()).containsOnlyKeys("rbm_0", "rbm_1", "free_energy");
    }

    @Test
    void normalUnitsTakeNumbers() throws Exception {
        JobFolder folder = TestJob.on(
                        "SELECT sin(i * 12.9898) AS x, sin(i * 12.9898) * 2 + cos(i) * 0.1 AS y FROM range(200) r(i)")
                .numeric("x", "y")
                .definition(
                        "{\"kind\":\"rbm\",\"hiddenUnits\":4,\"visible\":\"gaussian\",\"sparsity\":{\"target\":0.3}}")
                .training(
                        "{\"epochs\":20,\"batchSize\":20,\"optimizer\":{\"type\":\"momentum\",\"learningRate\":0.02},\"metrics\":[\"reconstructionError\"]}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(20).get("train/loss")).isLessThan(run.epoch(0).get("train/loss"));
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    }

    private static TestJob deepBelief() {
        return likings(200)
                .targetValues("film9")
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":[6,4],\"pretrainingEpochs\":2}")
                .training(
                        "{\"epochs\":7,\"batchSize\":20,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.02},\"checkpoint\":{\"everySeconds\":1,\"keep\":2},\"metrics\":[\"mae\"]}");
    }

    @Test
    void stackIsPretrainedBeforeItLearnsATarget() throws Exception {
        JobFolder folder = deepBelief().in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        NamedArrays after = NamedArrays.read(folder.bundle().parameters());
        assertThat(after.arrays()).extracting("name").contains("rbm_0/kernel", "rbm_1/bias", "dense_2/kernel");
        assertThat(run.epoch(4).get("train/mae")).isGreaterThan(run.epoch(7).get("train/mae"));
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(folder.bundle().dl4j()).exists();
    }

    @Test
    void stackLearnsATargetOfPictures() throws Exception {
        JobFolder folder = TestJob.lines(80, 6)
                .targetClasses("kind", "flat", "upright")
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":[12,6],\"pretrainingEpochs\":2}")
                .training(
                        "{\"epochs\":16,\"batchSize\":8,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.03},\"metrics\":[\"accuracy\"]}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(16).get("train/accuracy")).isGreaterThan(0.9);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 31, 55})
    void pretrainingGoesOnBitForBit(int calls) throws Exception {
        resumes(deepBelief(), calls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"rbm\",\"hiddenUnits\":[5,3]}",
                "{\"kind\":\"rbm\",\"hiddenUnits\":5,\"persistent\":true,\"cd\":2}"
            })
    void goesOnBitForBit(String definition) throws Exception {
        TestJob job = likings(150)
                .definition(definition)
                .training("{\"epochs\":4,\"batchSize\":16,\"checkpoint\":{\"everySeconds\":1,\"keep\":2},%s}"
                        .formatted(METRICS));
        resumes(job, 31);
    }

    private void resumes(TestJob job, int pauseAt) throws Exception {
        AtomicLong calls = new AtomicLong();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == pauseAt) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        first.run(job.in(scratch.resolve("first")));
        JobFolder second = job.in(scratch.resolve("second"));
        List<CheckpointWritten> written = first.all(CheckpointWritten.class);
        Path newest = new JobFolder(scratch.resolve("first"))
                .checkpoints()
                .resolve(written.get(written.size() - 1).file());
        Files.copy(newest, second.startingCheckpoint());
        Recorded rest = new Recorded().run(second);

        assertThat(first.last()).isEqualTo(new Stopped(Command.PAUSE));
        assertThat(rest.last()).isInstanceOf(Finished.class);
        assertThat(digest("second")).isEqualTo(whole(job));
    }

    /** The parameters of a job that was never interrupted, trained once for all interruptions. */
    private String whole(TestJob job) throws Exception {
        String key = Json.mapper().writeValueAsString(job.resolved());
        if (!WHOLE.containsKey(key)) {
            new Recorded().run(job.in(scratch.resolve("whole")));
            WHOLE.put(key, digest("whole"));
        }
        return WHOLE.get(key);
    }

    private String digest(String folder) throws Exception {
        return Objects.requireNonNull(
                NamedArrays.read(new JobFolder(scratch.resolve(folder)).bundle().parameters())
                        .sha256());
    }
}
