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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilt examples are explained by where their error lies. */
class RebuildingErrorTest {

    @TempDir
    private Path scratch;

    private Servable trained(TestJob job) throws Exception {
        JobFolder folder = job.in(scratch);
        new Recorded().run(folder);
        return Servable.open(folder.bundle());
    }

    private static Explanation explained(Servable servable, Object example) {
        List<Object> examples = List.of(example);
        List<List<Explanation>> all = servable.explainer()
                .explain(
                        examples,
                        servable.read(examples),
                        servable.predict(examples).predictions());
        assertThat(all).hasSize(1);
        assertThat(all.get(0)).hasSize(1);
        return all.get(0).get(0);
    }

    private static double error(Servable servable, Object example) {
        Servable.Read read = servable.read(List.of(example));
        return Interior.errors(read, servable.interior().rebuilt(read))[0];
    }

    /** Three columns say the same, so that the one that differs from what the others say is what cannot be rebuilt. */
    @Test
    void theColumnThatDoesNotFitTheOthersHasTheError() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT t AS a, 2 * t + 1 AS b, -t AS c, CASE WHEN t > 0 THEN 'up' ELSE 'down' END AS d
                        FROM (SELECT sin(i * 12.9898) AS t FROM range(200) r(i))""")
                .numeric("a", "b", "c")
                .categorical("d", "down", "up")
                .layers("""
                        [{"type":"dense","units":8,"activation":"tanh"},{"type":"dense","units":1},
                         {"type":"dense","units":8,"activation":"tanh"},{"type":"dense","units":5}]""")
                .training(
                        "{\"epochs\":40,\"batchSize\":20,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01},\"metrics\":[\"mse\"]}");
        try (Servable servable = trained(job)) {
            Map<String, Object> odd = Map.of("a", 0.5, "b", 2.0, "c", 0.9, "d", "up");
            Explanation.Columns explained = (Explanation.Columns) explained(servable, odd);

            assertThat(explained.of()).isEqualTo("error");
            assertThat(explained.base()).isZero();
            assertThat(explained.value()).isCloseTo(error(servable, odd), within(1e-6));
            assertThat(explained.contributions()).containsOnlyKeys("a", "b", "c", "d");
            assertThat(explained.contributions().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isCloseTo(explained.value(), within(1e-6));
            assertThat(Collections.max(explained.contributions().entrySet(), Map.Entry.comparingByValue())
                            .getKey())
                    .isEqualTo("c");
            assertThat(explained.errors().values()).containsOnly(0.0);
            Explanation.Columns fitting =
                    (Explanation.Columns) explained(servable, Map.of("a", 0.5, "b", 2.0, "c", -0.5, "d", "up"));
            assertThat(fitting.contributions().get("c"))
                    .isLessThan(explained.contributions().get("c") / 10);
            assertThatThrownBy(() -> {
                        List<Object> many = Collections.nCopies(101, odd);
                        servable.explainer().explainRebuilt(many, servable.read(many), new float[0]);
                    })
                    .hasMessageContaining("at most 100");
        }
    }

    @Test
    void paintsTheErrorOfAPicture() throws Exception {
        TestJob job = TestJob.lines(40, 8).layers("""
                        [{"type":"flatten"},{"type":"dense","units":2},{"type":"dense","units":64},
                         {"type":"reshape","targetShape":[8,8,1]},{"type":"activation","activation":"auto"}]""").training("{\"epochs\":1}");
        try (Servable servable = trained(job)) {
            Explanation.HeatMap map = (Explanation.HeatMap) explained(servable, servable.example());

            assertThat(map.of()).isEqualTo("error");
            assertThat(map.square()).isEqualTo(1);
            assertThat(map.value()).isCloseTo(error(servable, servable.example()), within(1e-6));
            assertThat(map.largest()).isBetween(map.value() / 64, map.value());
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(map.heatMap())));
            int reddest = 0xffffff;
            for (int pixel = 0; pixel < 64; pixel++) {
                reddest = Math.min(reddest, image.getRGB(pixel % 8, pixel / 8) & 0xffffff);
            }
            assertThat(reddest)
                    .as("red alone, and full where the error is largest")
                    .isEqualTo(0xff0000);
        }
    }

    @Test
    void tellsTheErrorOfEachWordOfABag() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT array_to_string(list_filter(
                          CASE i % 3 WHEN 0 THEN ['wind', 'sail', 'mast'] WHEN 1 THEN ['goal', 'match', 'ball'] ELSE ['soup', 'salt', 'oven'] END,
                          lambda word: hash(word || i::VARCHAR) % 10 < 8), ' ') AS text
                        FROM range(180) r(i)""")
                .bags("text", 13)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":3}")
                .training(
                        "{\"epochs\":20,\"batchSize\":10,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.05},\"metrics\":[\"reconstructionError\"]}");
        try (Servable servable = trained(job)) {
            Explanation.Parts explained = (Explanation.Parts) explained(servable, "the wind, a sail; one ball");

            assertThat(explained.parts()).extracting(Explanation.Part::text).containsExactly("wind", "sail", "ball");
            assertThat(explained.parts().get(2).contribution())
                    .as("a ball does not go with the sea")
                    .isGreaterThan(explained.parts().get(0).contribution())
                    .isGreaterThan(explained.parts().get(1).contribution());
            assertThat(explained.value()).isCloseTo(error(servable, "wind sail ball"), within(1e-6));
            double words = explained.parts().stream()
                    .mapToDouble(Explanation.Part::contribution)
                    .sum();
            assertThat(words).isCloseTo(explained.value() - explained.base(), within(1e-6));
            assertThat(explained.base()).as("the mast that is missing").isPositive();
        }
    }
}
