package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.plan.TextSpec;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts from the trainer to the answer: trained for real, through the golden gate, and asked. */
class TrainedTextsTest {

    private static final String ADAM = "\"optimizer\":{\"type\":\"adam\",\"learningRate\":%s}";

    @TempDir
    private Path scratch;

    private Servable trained(TestJob job) throws Exception {
        JobFolder folder = job.in(scratch);
        Recorded run = new Recorded().run(folder);
        assertThat(run.last()).isInstanceOf(TrainerEvent.Finished.class);
        GoldenGate.Verdict verdict = new OnnxGoldenGate().check(folder.bundle());
        assertThat(verdict.reason()).isEmpty();
        return Servable.open(folder.bundle());
    }

    @Test
    void tellsWhatATextIsAbout() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT CASE WHEN i % 2 = 0 THEN 'it was a good film ' ELSE 'the story is bad ' END
                            || repeat('really ', i % 3) AS text,
                            CASE WHEN i % 2 = 0 THEN 'praise' ELSE 'blame' END AS label
                        FROM range(200) r(i)""")
                .text("text", 30, 6)
                .targetClasses("label", "blame", "praise")
                .layers("""
                        [{"type":"embedding","inputDim":30,"outputDim":4},{"type":"flatten"},{"type":"dense"}]""")
                .training("{\"epochs\":6,%s}".formatted(ADAM.formatted(0.02)));

        try (Servable servable = trained(job)) {
            Answers answers = servable.predict(List.of("It was a GOOD film", "the story is bad really!"));

            assertThat(answers.predictions())
                    .extracting(prediction -> ((Prediction.Category) prediction).label())
                    .containsExactly("praise", "blame");
        }
    }

    @Test
    void tellsPraiseFromBlameByTheOrderOfWords() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT CASE i % 4 WHEN 0 THEN 'good not bad' WHEN 1 THEN 'bad not good' WHEN 2 THEN 'not bad good'
                            ELSE 'not good bad' END || repeat(' indeed', i % 3) AS text,
                            CASE WHEN i % 2 = 0 THEN 'praise' ELSE 'blame' END AS label
                        FROM range(160) r(i)""")
                .text("text", 30, 9)
                .targetClasses("label", "blame", "praise")
                .layers("""
                        [{"type":"embedding","inputDim":30,"outputDim":6},{"type":"lstm","units":8},{"type":"dense"}]""")
                .training("{\"epochs\":25,%s}".formatted(ADAM.formatted(0.02)));

        try (Servable servable = trained(job)) {
            Answers answers = servable.predict(List.of("not good bad", "not bad good indeed"));

            assertThat(answers.predictions())
                    .extracting(prediction -> ((Prediction.Category) prediction).label())
                    .containsExactly("blame", "praise");
        }
    }

    @Test
    void writesATextOn() throws Exception {
        TestJob job = TestJob.on("SELECT 'abcde' || chr(10) || 'fghij.' AS text FROM range(120) r(i)")
                .textWindows("text", 20, 16, 8)
                .layers("""
                        [{"type":"embedding","inputDim":20,"outputDim":8},{"type":"lstm","units":16,"returnSequences":true},
                         {"type":"dense","units":20,"activation":"softmax"}]""")
                .training("{\"epochs\":8,\"batchSize\":16,%s}".formatted(ADAM.formatted(0.02)));

        try (Servable servable = trained(job)) {
            Continued cold = servable.write(Continuation.of("abc", 30, 0.0, 1L), 1);
            assertThat(cold.text()).hasSize(30).startsWith("de\nfghij.");
            String warm = servable.write(Continuation.of("a", 40, 3.0, 7L), 7).text();
            assertThat(servable.write(Continuation.of("a", 40, 3.0, 7L), 7).text())
                    .isEqualTo(warm);
            assertThat(servable.write(Continuation.of("a", 40, 3.0, 8L), 8).text())
                    .isNotEqualTo(warm);

            BundleFolder bundle = new BundleFolder(scratch.resolve("bundle"));
            Steps.checkCarried(servable, bundle);
            try (OnnxNetwork network = Steps.network(bundle)) {
                TextWriter whole =
                        TextWriter.of(servable.manifest(), network, null).orElseThrow();
                assertThat(whole.write(Continuation.of("abc", 30, 0.0, 1L), 1).text())
                        .isEqualTo(cold.text());
                assertThat(whole.write(Continuation.of("a", 40, 3.0, 7L), 7).text())
                        .isEqualTo(warm);
            }
        }
    }

    @Test
    void writesATextOfAnother() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT a || ' ' || b AS source, b || ' ' || a AS target
                        FROM (SELECT chr(97 + i::INT % 5) AS a, chr(97 + (i::INT // 5) % 5) AS b FROM range(200) r(i))""")
                .textPairs("source", "target", 10, 3, 4)
                .layers("""
                        [{"type":"embedding","inputDim":10,"outputDim":8},{"type":"lstm","units":24},
                         {"type":"repeatVector","n":4},{"type":"lstm","units":24,"returnSequences":true},
                         {"type":"dense","units":10,"activation":"softmax"}]""")
                .training("{\"epochs\":40,\"batchSize\":16,%s}".formatted(ADAM.formatted(0.02)));

        try (Servable servable = trained(job)) {
            assertThat(servable.predict(List.of("a b", "e c")).predictions())
                    .containsExactly(new Prediction.Text("b a"), new Prediction.Text("c e"));
            checkSwapIsExplained(servable);
        }
    }

    /** What is written first is what was read last. */
    private static void checkSwapIsExplained(Servable servable) {
        List<Explanation> explained = explained(servable, "d a");
        assertThat(explained).extracting("of").containsExactly("0/a", "1/d");
        for (int step = 0; step < 2; step++) {
            Explanation.Parts parts = (Explanation.Parts) explained.get(step);
            assertThat(parts.value()).as("the likeliest token").isGreaterThan(0.5);
            assertThat(parts.parts()).extracting(Explanation.Part::text).containsExactly("d", "a");
            assertThat(parts.parts().get(1 - step).contribution())
                    .as("%s", parts)
                    .isGreaterThan(parts.parts().get(step).contribution());
            assertThat(parts.parts().stream()
                            .mapToDouble(Explanation.Part::contribution)
                            .sum())
                    .isCloseTo(parts.value() - parts.base(), within(1e-6));
        }
    }

    private static List<Explanation> explained(Servable servable, Object example) {
        List<Object> examples = List.of(example);
        return servable.explainer()
                .explain(
                        examples,
                        servable.read(examples),
                        servable.predict(examples).predictions())
                .get(0);
    }

    private static final String SWAPPER = """
            {"kind":"graph","outputs":["next"],"inputs":[{"name":"source"},{"name":"written","features":["target"]}],
             "nodes":[
              {"type":"embedding","name":"read","inputDim":10,"outputDim":8,"inputs":["source"]},
              {"type":"lstm","name":"encoder","units":24,"inputs":["read"]},
              {"type":"repeatVector","name":"context","inputs":["encoder"]},
              {"type":"embedding","name":"words","inputDim":10,"outputDim":8,"inputs":["written"]},
              {"type":"concatenate","name":"both","inputs":["words","context"]},
              {"type":"lstm","name":"decoder","units":24,"inputs":["both"]},
              {"type":"dense","name":"next","units":10,"activation":"softmax","inputs":["decoder"]}]}""";

    @Test
    void writesATextOfAnotherByReadingWhatItWrote() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT a || ' ' || b || repeat(' ' || a, i::INT % 2) AS source,
                               b || ' ' || a || repeat(' ' || b, i::INT % 2) AS target
                        FROM (SELECT i, chr(97 + i::INT % 5) AS a, chr(97 + (i::INT // 5) % 5) AS b FROM range(250) r(i))""")
                .textPairs("source", "target", 10, 4, 5)
                .dictated(SWAPPER)
                .training("{\"epochs\":30,\"batchSize\":16,%s}".formatted(ADAM.formatted(0.02)));

        try (Servable servable = trained(job)) {
            assertThat(servable.predict(List.of("a b", "e c e")).predictions())
                    .containsExactly(new Prediction.Text("b a"), new Prediction.Text("c e c"));
            checkSwapIsExplained(servable);
            assertThat(servable.write(Continuation.of("d a", null, null, null), 1)
                            .text())
                    .isEqualTo("a d");
            assertThat(servable.write(Continuation.of("d a", 1, null, null), 1).warnings())
                    .extracting(Warning::code)
                    .containsExactly("text_unfinished");
            String warm =
                    servable.write(Continuation.of("d a", null, 9.0, 7L), 7).text();
            assertThat(servable.write(Continuation.of("d a", null, 9.0, 7L), 7).text())
                    .isEqualTo(warm);
            assertThat(new BundleFolder(scratch.resolve("bundle"))
                            .readEvaluation()
                            .metrics())
                    .hasEntrySatisfying(
                            "test/decodedAccuracy", share -> assertThat(share).isGreaterThan(0.9))
                    .containsKey("test/decodedExactMatch");
        }
    }

    /** Each kind of recurrent layer carries its state; what it makes of it is what the whole network makes of all tokens. */
    @Test
    void writesTokenByTokenWhatTheWholeNetworkWrites() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT a || ' ' || b AS source, b || ' ' || a || ' ' || a AS target
                        FROM (SELECT chr(97 + i::INT % 5) AS a, chr(97 + (i::INT // 5) % 5) AS b FROM range(100) r(i))""")
                .textPairs("source", "target", 10, 3, 5)
                .dictated(SWAPPER.replace("\"inputs\":[\"both\"]}", """
                        "inputs":["both"]},
                        {"type":"gru","name":"second","units":7,"inputs":["decoder"]},
                        {"type":"gru","name":"third","units":6,"resetAfter":false,"inputs":["second"]},
                        {"type":"simpleRnn","name":"fourth","units":5,"inputs":["third"]},
                        {"type":"dropout","name":"some","rate":0.2,"inputs":["fourth"]}""").replace("[\"decoder\"]}]", "[\"some\"]}]"))
                .training("{\"epochs\":4,\"batchSize\":16,%s}".formatted(ADAM.formatted(0.02)));

        try (Servable servable = trained(job)) {
            BundleFolder bundle = new BundleFolder(scratch.resolve("bundle"));
            List<String> sources = List.of("a b", "c d", "e", "b b a");

            Steps.checkCarried(servable, bundle);
            try (OnnxNetwork network = Steps.network(bundle)) {
                PrefixedEncoder encoder = (PrefixedEncoder) servable.manifest().encoder();
                Answers again = new StepwiseWriter(encoder, network, null)
                        .likeliest(servable.read(sources).encoded());
                assertThat(servable.predict(sources)).isEqualTo(again);
            }
        }
    }

    @Test
    void writesWhatAPictureShows() throws Exception {
        int side = 6;
        byte[] pixels = new byte[120 * side * side];
        for (int i = 0; i < 120; i++) {
            for (int j = 0; j < side; j++) {
                int place = i / 2 % side;
                pixels[i * side * side + (i % 2 == 0 ? place * side + j : j * side + place)] = (byte) (200 + i % 50);
            }
        }
        TestJob job = TestJob.pictures("""
                        SELECT CASE WHEN i % 2 = 0 THEN 'a flat line' ELSE 'an upright line'
                            || CASE WHEN (i // 2) % 6 < 3 THEN ' left' ELSE ' right' END END AS caption
                        FROM range(120) r(i)""", pixels, new PictureSize(side, side, 1))
                .captions("caption", TextSpec.Level.WORD, 14, 6)
                .dictated("""
                        {"kind":"graph","outputs":["next"],"inputs":[{"name":"picture"},{"name":"written","features":["caption"]}],
                         "nodes":[
                          {"type":"conv2d","name":"edges","filters":2,"kernelSize":1,"activation":"relu","inputs":["picture"]},
                          {"type":"flatten","name":"flat","inputs":["edges"]},
                          {"type":"dense","name":"encoder","units":24,"activation":"relu","inputs":["flat"]},
                          {"type":"repeatVector","name":"context","inputs":["encoder"]},
                          {"type":"embedding","name":"words","inputDim":14,"outputDim":4,"inputs":["written"]},
                          {"type":"concatenate","name":"both","inputs":["words","context"]},
                          {"type":"lstm","name":"decoder","units":16,"inputs":["both"]},
                          {"type":"dense","name":"next","units":14,"activation":"softmax","inputs":["decoder"]}]}""")
                .preprocessing("{\"augmentation\":{\"brightness\":0.05}}")
                .training("{\"epochs\":20,\"batchSize\":16,%s}".formatted(ADAM.formatted(0.02)));

        try (Servable servable = trained(job)) {
            List<Object> pictures = new BundleFolder(scratch.resolve("bundle"))
                    .readGolden().rows().stream()
                            .map(row -> (Object) ((Map<?, ?>) row).get(PrefixedEncoder.READ))
                            .toList();
            assertThat(servable.predict(pictures).predictions())
                    .contains(new Prediction.Text("a flat line"), new Prediction.Text("an upright line left"));
            assertThat(explained(servable, pictures.get(0)))
                    .hasSizeBetween(3, 4)
                    .allSatisfy(word -> {
                        Explanation.HeatMap map = (Explanation.HeatMap) word;
                        assertThat(map.of()).matches("[0-3]/(a|flat|an|upright|line|left|right)");
                        assertThat(map.value()).isGreaterThan(0.3);
                        assertThat(map.largest()).isPositive();
                    });
            Continuation asked = Continuation.of(null, pictures.get(0), null, 0.0, 3L);
            assertThat(new Prediction.Text(servable.write(asked, 3).text()))
                    .isEqualTo(servable.predict(pictures.subList(0, 1))
                            .predictions()
                            .get(0));
        }
    }
}
