package dev.trainyard.trainer.rbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.definition.Rbm;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Task;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.DrawnDigits;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the issue asks of restricted Boltzmann machines, measured. */
@Tag("figures")
class RbmFiguresTest {

    /** Bars and stripes of 4 × 4: either rows or columns are lit, each by chance. */
    private static final String BARS = """
            SELECT %s FROM (SELECT i %% 2 AS turned, (i // 2) %% 16 AS lines FROM range(%d) r(i))
            """;

    @TempDir
    Path scratch;

    @Test
    void likelihoodOfBarsAndStripesComesNearTheirEntropy() throws Exception {
        String[] pixels = IntStream.range(0, 16).mapToObj(i -> "p" + i).toArray(String[]::new);
        String columns = IntStream.range(0, 16)
                .mapToObj(i -> "((lines >> (CASE turned WHEN 1 THEN %d ELSE %d END)) & 1)::DOUBLE AS p%d"
                        .formatted(i / 4, i % 4, i))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        JobFolder folder = TestJob.on(BARS.formatted(columns, 960))
                .numeric(pixels)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":20,\"persistent\":true,\"cd\":5}")
                .preprocessing("{\"numeric\":\"none\",\"categorical\":\"binary\"}")
                .split("{\"validation\":0.0,\"test\":0.0}")
                .training("""
                        {"epochs":540,"batchSize":64,"optimizer":{"type":"momentum","learningRate":0.1,"momentum":0.5},
                         "regularization":{"l2":0.0004},"schedule":{"type":"step","factor":0.6,"every":54},
                         "metrics":["reconstructionError"]}""")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        BoltzmannMachine machine = new BoltzmannMachine("rbm_0", 16, 20, Rbm.Visible.BERNOULLI, MatrixProducts.here());
        machine.set(NamedArrays.read(folder.bundle().parameters()));
        double likelihood = new Exact(machine).logLikelihood(bars());
        double bound = -(28 / 32.0 * Math.log(32) + 2 / 16.0 * Math.log(16));
        System.out.printf(
                "bars and stripes: log-likelihood %.3f nats, bound %.3f, %.1f %% off%n",
                likelihood, bound, 100 * (likelihood / bound - 1));
        assertThat(likelihood).isGreaterThan(1.15 * bound).isLessThanOrEqualTo(bound);
    }

    /** Forty films in eight groups; each of 2,000 people likes most films of two groups. Any five of them hold one in seven. */
    @Test
    void recommendsTheFilmThatWasHidden() throws Exception {
        String columns = IntStream.range(0, 40)
                .mapToObj(film ->
                        "CASE WHEN hash(i * 131 + %d) %% 100 < (CASE WHEN %d IN (one, two) THEN 80 ELSE 3 END) THEN 1.0 ELSE 0.0 END AS film%d"
                                .formatted(film, film % 8, film))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        JobFolder folder = TestJob.on(
                        "SELECT %s FROM (SELECT i, hash(i) %% 8 AS one, hash(i * 7 + 1) %% 8 AS two FROM range(2000) r(i))"
                                .formatted(columns))
                .numeric(IntStream.range(0, 40).mapToObj(i -> "film" + i).toArray(String[]::new))
                .task(Task.RECOMMENDATION)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":32}")
                .preprocessing("{\"numeric\":\"none\",\"categorical\":\"binary\"}")
                .training("""
                        {"epochs":40,"batchSize":32,"optimizer":{"type":"momentum","learningRate":0.05,"momentum":0.5},
                         "metrics":["reconstructionError"]}""")
                .in(scratch);

        assertThat(new Recorded().run(folder).last()).isInstanceOf(Finished.class);
        Map<String, Double> metrics = folder.bundle().readEvaluation().metrics();
        System.out.printf(
                "recommendations: hit rate %.3f at 5 and %.3f at 10, NDCG %.3f at 5 and %.3f at 10%n",
                metrics.get("test/hitRate@5"),
                metrics.get("test/hitRate@10"),
                metrics.get("test/ndcg@5"),
                metrics.get("test/ndcg@10"));
        assertThat(metrics.get("test/hitRate@5")).isGreaterThan(0.6);
        assertThat(metrics.get("test/ndcg@10")).isGreaterThan(0.4);
    }

    private static float[] bars() {
        float[] rows = new float[32 * 16];
        for (int i = 0; i < 32; i++) {
            for (int pixel = 0; pixel < 16; pixel++) {
                rows[i * 16 + pixel] = i / 2 >> (i % 2 == 1 ? pixel / 4 : pixel % 4) & 1;
            }
        }
        return rows;
    }

    /** The template on its sample: each of the four subjects has a unit whose ten strongest words are its own. */
    @Test
    void everySubjectOfTheNotesBecomesATopic() throws Exception {
        Path notes =
                Files.write(scratch.resolve("notes.csv"), Samples.named("notes").bytes(2_000, 0.05, 1));
        JobFolder folder = TestJob.on("SELECT text FROM read_csv('%s', header=true, all_varchar=true)".formatted(notes))
                .bags("text", 81)
                .definition(DrawnDigits.ofTemplate("rbm-topics", "definition"))
                .training(DrawnDigits.ofTemplate("rbm-topics", "training")
                        .replaceFirst("\\}$", ",\"metrics\":[\"pseudoLikelihood\"]}"))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        List<Evaluation.Topic> topics = folder.bundle().readEvaluation().topics();
        Map<String, Long> pure = new TreeMap<>();
        for (Map.Entry<String, Set<String>> subject : subjects(notes).entrySet()) {
            pure.put(
                    subject.getKey(),
                    topics.stream()
                            .filter(topic -> topic.words().size() == 10)
                            .filter(topic -> topic.words().stream()
                                            .filter(word -> subject.getValue().contains(word.word()))
                                            .count()
                                    >= 9)
                            .count());
        }
        topics.forEach(topic -> System.out.println("  " + topic));
        System.out.printf("topics: units whose ten strongest words are of one subject: %s%n", pure);
        assertThat(pure).hasSize(4);
        assertThat(pure.values()).allMatch(units -> units > 0);
    }

    /** The words that stand in notes on one subject far more often than in others. */
    private static Map<String, Set<String>> subjects(Path notes) throws IOException {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (String line : Files.readAllLines(notes).subList(1, 2_001)) {
            String subject = line.substring(line.lastIndexOf(',') + 1);
            for (String word : line.substring(0, line.lastIndexOf('.')).split(" ")) {
                counts.computeIfAbsent(word, any -> new TreeMap<>()).merge(subject, 1, Integer::sum);
            }
        }
        Map<String, Set<String>> subjects = new TreeMap<>();
        counts.forEach((word, by) -> {
            int all = by.values().stream().mapToInt(Integer::intValue).sum();
            by.forEach((subject, count) -> {
                if (count > 0.6 * all) {
                    subjects.computeIfAbsent(subject, any -> new TreeSet<>()).add(word);
                }
            });
        });
        return subjects;
    }

    /** A machine of 256 hidden units on 20,000 digits; the features are then tried with 500 labels. */
    @Test
    void digitsAreRebuiltAndTheirFeaturesHelpWhereLabelsAreFew() throws Exception {
        assumeThat(Mnist.isThere()).as("../shared/data has the digits").isTrue();
        Mnist train = Mnist.of("mnist-train.zip", 20_000);
        Mnist test = Mnist.of("mnist-test.zip", 5_000);
        BoltzmannMachine machine = trained(train);

        double error = Reconstruction.error(test.pixels(), machine.reconstruction(test.pixels(), test.count()));
        double raw = best(train.rows(0, LABELS), train.digits(), test.pixels(), test.digits(), Mnist.WIDTH);
        double features = best(
                machine.hidden(train.rows(0, LABELS), LABELS),
                train.digits(),
                machine.hidden(test.pixels(), test.count()),
                test.digits(),
                machine.hidden());
        System.out.printf(
                "digits: reconstruction error %.4f a pixel; softmax of 500 labels: %.4f on pixels, %.4f on features%n",
                error, raw, features);
        assertThat(error).isLessThan(0.02);
        assertThat(features).isGreaterThan(raw);
    }

    private static final int LABELS = 500;

    private static BoltzmannMachine trained(Mnist digits) {
        MatrixProducts products = MatrixProducts.here();
        BoltzmannMachine machine = new BoltzmannMachine("rbm_0", Mnist.WIDTH, 256, Rbm.Visible.BERNOULLI, products);
        SeededRandom random = new SeededRandom(1);
        for (int i = 0; i < machine.biasAt(); i++) {
            machine.parameters()[i] = (float) random.nextGaussian() * 0.01f;
        }
        Rbm rbm = new Rbm(null, new Rbm.HiddenUnits(List.of(256)), null, 1, false, null, null);
        Training training = Json.mapper()
                .readValue(
                        "{\"optimizer\":{\"type\":\"momentum\",\"learningRate\":0.05,\"momentum\":0.8},\"regularization\":{\"l2\":0.0002}}",
                        Training.class);
        MachineTraining cd = new MachineTraining(machine, rbm, training, products);
        for (int epoch = 0; epoch < 15; epoch++) {
            for (int from = 0; from < digits.count(); from += 100) {
                cd.step(digits.rows(from, from + 100), 100, epoch < 10 ? 0.05 : 0.01);
            }
        }
        return machine;
    }

    /** The best of several strengths of weight decay, each given to both. */
    private static double best(float[] rows, int[] digits, float[] testRows, int[] testDigits, int width) {
        double best = 0;
        for (float decay : new float[] {0.0005f, 0.002f, 0.01f, 0.03f}) {
            Softmax softmax = new Softmax(width);
            softmax.train(rows, java.util.Arrays.copyOf(digits, LABELS), 500, 0.1f, decay);
            best = Math.max(best, softmax.accuracy(testRows, testDigits));
        }
        return best;
    }
}
