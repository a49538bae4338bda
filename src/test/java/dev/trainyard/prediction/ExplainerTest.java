package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
    void saysWhatItCannotExplain() throws Exception {
        TestJob texts = TestJob.on("SELECT CASE WHEN i % 2 = 0 THEN 'so good' ELSE 'so bad' END AS text,"
                        + " CASE WHEN i % 2 = 0 THEN 'praise' ELSE 'blame' END AS label FROM range(40) r(i)")
                .text("text", 10, 3)
                .targetClasses("label", "blame", "praise")
                .layers(
                        "[{\"type\":\"embedding\",\"inputDim\":10,\"outputDim\":2},{\"type\":\"flatten\"},{\"type\":\"dense\"}]");
        try (Servable servable = trained(texts)) {
            assertThatThrownBy(() -> explained(servable, "so good"))
                    .hasMessage("explanations are for rows and pictures; this model reads texts: leave explain out");
        }
    }
}
