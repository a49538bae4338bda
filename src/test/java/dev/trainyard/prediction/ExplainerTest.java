package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of trained models, explained. */
class ExplainerTest {

    @TempDir
    private Path scratch;

    private Servable trained(TestJob job) throws Exception {
        JobFolder folder = job.training("{\"epochs\":1}").in(scratch);
        new Recorded().run(folder);
        return Servable.open(folder.bundle());
    }

    private static List<Explanation> explained(Servable servable, Object example) {
        List<Object> examples = List.of(example);
        List<Prediction> predictions = servable.predict(examples).predictions();
        return servable.explainer()
                .explain(examples, servable.read(examples), predictions)
                .get(0);
    }

    @Test
    void paintsWhereAPictureMatters() throws Exception {
        TestJob lines = TestJob.lines(40, 8)
                .targetClasses("kind", "flat", "upright")
                .layers("[{\"type\":\"flatten\"},{\"type\":\"dense\"}]");
        try (Servable servable = trained(lines)) {
            Explanation.HeatMap map = (Explanation.HeatMap)
                    explained(servable, servable.example()).get(0);
            Prediction.Category told = (Prediction.Category)
                    servable.predict(List.of(servable.example())).predictions().get(0);

            assertThat(map.of()).isEqualTo(told.label());
            assertThat(map.value()).isCloseTo(told.probabilities().get(map.of()), within(1e-6));
            assertThat(map.square()).isEqualTo(1);
            assertThat(map.largest()).isBetween(1e-6, 1.0);
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(map.heatMap())));
            assertThat(image.getWidth()).isEqualTo(8);
        }
    }

    @Test
    void addsUpToTheAnswerWithMoreColumnsThanCanAllBeAsked() throws Exception {
        String[] names = "a b c d e f g h i j k".split(" ");
        StringBuilder columns = new StringBuilder();
        Map<String, Object> row = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            columns.append("sin(r.i * %d.7) AS %s, ".formatted(i + 1, names[i]));
            row.put(names[i], i * 0.1);
        }
        TestJob job = TestJob.on("SELECT " + columns + "i * 2.0 AS y FROM range(50) r(i)")
                .numeric(names)
                .targetValues("y")
                .layers("[{\"type\":\"dense\",\"units\":4,\"activation\":\"tanh\"},{\"type\":\"dense\"}]");
        try (Servable servable = trained(job)) {
            Explanation.Columns explanation =
                    (Explanation.Columns) explained(servable, row).get(0);

            double sum = explanation.contributions().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            assertThat(sum).isCloseTo(explanation.value() - explanation.base(), within(1e-6));
            assertThat(explanation.orders()).isEqualTo(92);
            assertThat(explanation.errors()).containsOnlyKeys(names);
            assertThat(explanation.errors().get("k")).isPositive();
        }
    }

    @Test
    void tellsWhatEachTokenOfATextAdds() throws Exception {
        TestJob texts = TestJob.on("SELECT CASE WHEN i % 2 = 0 THEN 'so good' ELSE 'so bad' END AS text,"
                        + " CASE WHEN i % 2 = 0 THEN 'praise' ELSE 'blame' END AS label FROM range(40) r(i)")
                .text("text", 10, 70)
                .targetClasses("label", "blame", "praise")
                .layers(
                        "[{\"type\":\"embedding\",\"inputDim\":10,\"outputDim\":2},{\"type\":\"flatten\"},{\"type\":\"dense\"}]");
        try (Servable servable = trained(texts)) {
            Explanation.Parts two = parts(servable, "so good");
            double base = told(servable, two.of(), "never seen");
            double first = told(servable, two.of(), "so seen");
            double second = told(servable, two.of(), "never good");

            assertThat(two.orders()).isZero();
            assertThat(two.base()).isCloseTo(base, within(1e-6));
            assertThat(two.value()).isCloseTo(told(servable, two.of(), "so good"), within(1e-6));
            assertThat(two.parts()).extracting(Explanation.Part::text).containsExactly("so", "good");
            assertThat(two.parts().get(0).contribution())
                    .as("half of what it adds first and of what it adds last")
                    .isCloseTo((first - base + two.value() - second) / 2, within(1e-6));
            assertThat(sum(two)).isCloseTo(two.value() - two.base(), within(1e-6));

            Explanation.Parts many = parts(servable, "so good so bad ".repeat(17)); // 68 of the 70 that are read
            assertThat(many.parts()).hasSize(34).allMatch(part -> part.count() == 2);
            assertThat(many.parts().get(33).text()).isEqualTo("so bad");
            assertThat(many.parts().get(33).first()).isEqualTo(66);
            assertThat(many.orders()).isEqualTo(30);
            assertThat(sum(many)).isCloseTo(many.value() - many.base(), within(1e-6));
            assertThat(many.parts()).anyMatch(part -> part.error() > 0);
        }
    }

    @Test
    void paintsWhereEachFrameOfAClipMatters() throws Exception {
        byte[] pixels = new byte[60 * 36];
        for (int i = 0; i < 60; i++) {
            int column = i / 3 % 2 == 0 ? i % 3 : 5 - i % 3;
            for (int y = 0; y < 6; y++) {
                pixels[i * 36 + y * 6 + column] = (byte) 255;
            }
        }
        TestJob clips = TestJob.pictures(
                        "SELECT i // 3 AS clip, i % 3 AS frame, CASE WHEN i // 3 % 2 = 0 THEN 'right' ELSE 'left' END AS way"
                                + " FROM range(60) r(i)",
                        pixels, new PictureSize(6, 6, 1))
                .targetClasses("way", "left", "right")
                .clips(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, number("clip"), number("frame"), 3, 3, 0))
                .layers(
                        "[{\"type\":\"timeDistributed\",\"layer\":{\"type\":\"flatten\"}},{\"type\":\"gru\",\"units\":3},{\"type\":\"dense\"}]");
        try (Servable servable = trained(clips)) {
            List<?> clip = (List<?>) servable.example();
            Explanation.HeatMaps maps =
                    (Explanation.HeatMaps) explained(servable, clip).get(0);

            assertThat(maps.value()).isCloseTo(told(servable, maps.of(), clip), within(1e-6));
            assertThat(maps.largest()).isBetween(1e-6, 1.0);
            assertThat(maps.heatMaps()).hasSameSizeAs(clip);
            Set<Integer> colours = new HashSet<>();
            for (String map : maps.heatMaps()) {
                BufferedImage image = ImageIO.read(
                        new ByteArrayInputStream(Base64.getDecoder().decode(map)));
                for (int pixel = 0; pixel < 36; pixel++) {
                    colours.add(image.getRGB(pixel % 6, pixel / 6) & 0xffffff);
                }
            }
            assertThat(colours)
                    .as("the largest of all frames is in full colour")
                    .containsAnyOf(0xff0000, 0x0000ff);
            assertThatThrownBy(() -> servable.explainer()
                            .explain(
                                    Collections.nCopies(5, clip),
                                    servable.read(Collections.nCopies(5, clip)),
                                    servable.predict(Collections.nCopies(5, clip))
                                            .predictions()))
                    .hasMessageContaining("at most 4");
        }
    }

    @Test
    void tellsWhatEachStepOfASequenceAdds() throws Exception {
        TestJob sequences = TestJob.on("SELECT s AS run, t, sin(s * 12.9 + t * 7.3) AS x, s * 1.5 AS y"
                        + " FROM (SELECT * FROM range(12) r(s), range(3) q(t))")
                .numeric("x")
                .targetValues("y")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, number("run"), number("t"), 3, 3, 0))
                .layers("[{\"type\":\"gru\",\"units\":2},{\"type\":\"dense\"}]");
        try (Servable servable = trained(sequences)) {
            Explanation.Parts explained = parts(servable, steps(0.5, -0.25));

            assertThat(explained.of()).isEqualTo("value");
            assertThat(explained.base()).isCloseTo(told(servable, "", steps(null, null)), within(1e-4));
            double only = told(servable, "", steps(null, -0.25)) - explained.base();
            double last = explained.value() - told(servable, "", steps(0.5, null));
            assertThat(explained.parts()).extracting(Explanation.Part::text).containsOnlyNulls();
            assertThat(explained.parts().get(1).contribution()).isCloseTo((only + last) / 2, within(1e-4));
            assertThat(sum(explained)).isCloseTo(explained.value() - explained.base(), within(1e-6));
            assertThatThrownBy(() -> {
                        List<Object> many = Collections.nCopies(17, steps(0.5, 1.0));
                        servable.explainer()
                                .explain(
                                        many,
                                        servable.read(many),
                                        servable.predict(many).predictions());
                    })
                    .hasMessageContaining("at most 16");
        }
    }

    /** A recurrent network that looks back alone: what comes later adds nothing to what is said before. */
    @Test
    void tellsOfEachStepsAnswerWhatTheStepsAdd() throws Exception {
        TestJob sequences = TestJob.on("SELECT s AS run, t, sin(s * 12.9 + t * 7.3) AS x,"
                        + " CASE WHEN sin(s * 12.9 + t * 7.3) > 0 THEN 'plus' ELSE 'minus' END AS mark"
                        + " FROM (SELECT * FROM range(12) r(s), range(3) q(t))")
                .numeric("x")
                .targetClasses("mark", "minus", "plus")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, number("run"), number("t"), 3, 3, 0))
                .layers("[{\"type\":\"gru\",\"units\":2},{\"type\":\"dense\"}]");
        try (Servable servable = trained(sequences)) {
            List<Map<String, Object>> asked = steps(0.5, -0.25);
            List<Explanation> explained = explained(servable, asked);
            Prediction.Steps told = (Prediction.Steps)
                    servable.predict(List.of(asked)).predictions().get(0);

            assertThat(explained).hasSize(2);
            for (int step = 0; step < 2; step++) {
                Explanation.Parts parts = (Explanation.Parts) explained.get(step);
                Prediction.Category answer = (Prediction.Category) told.steps().get(step);
                assertThat(parts.of()).isEqualTo(step + "/" + answer.label());
                assertThat(parts.value()).isCloseTo(answer.probabilities().get(answer.label()), within(1e-6));
                assertThat(parts.parts()).hasSize(2);
                assertThat(sum(parts)).isCloseTo(parts.value() - parts.base(), within(1e-6));
            }
            assertThat(((Explanation.Parts) explained.get(0)).parts().get(1).contribution())
                    .isCloseTo(0, within(1e-6));
            assertThat(((Explanation.Parts) explained.get(1)).parts().get(0).contribution())
                    .isNotCloseTo(0, within(1e-6));
        }
    }

    private static ColumnSchema number(String name) {
        return new ColumnSchema(name, ColumnType.NUMERIC, List.of());
    }

    private static List<Map<String, Object>> steps(Double... cells) {
        return Arrays.stream(cells)
                .map(cell -> Collections.<String, Object>singletonMap("x", cell))
                .toList();
    }

    private static Explanation.Parts parts(Servable servable, Object example) {
        return (Explanation.Parts) explained(servable, example).get(0);
    }

    private static double sum(Explanation.Parts explained) {
        return explained.parts().stream()
                .mapToDouble(Explanation.Part::contribution)
                .sum();
    }

    private static double told(Servable servable, String label, Object example) {
        Prediction prediction = servable.predict(List.of(example)).predictions().get(0);
        return prediction instanceof Prediction.Category category
                ? category.probabilities().get(label)
                : ((Prediction.Value) prediction).value();
    }
}
