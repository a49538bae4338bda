package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The word that a class depends on is the one that is named. */
class ExplainedTextsTest {

    @TempDir
    private Path scratch;

    /** Four words of eight that say nothing, and anywhere among them the one that does. */
    private Servable trained() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT array_to_string(list_concat(list_concat(others[1:place], [word]), others[place + 1:4]), ' ') AS text,
                               CASE word WHEN 'good' THEN 'praise' ELSE 'blame' END AS label
                        FROM (SELECT CASE WHEN i % 2 = 0 THEN 'good' ELSE 'bad' END AS word, i % 5 AS place,
                                list_transform([1, 2, 3, 4], lambda k: ['the', 'film', 'plot', 'cast', 'was', 'with', 'and', 'really']
                                    [1 + (hash(i * 7 + k) % 8)::INT]) AS others
                              FROM range(300) r(i))""")
                .text("text", 20, 6)
                .targetClasses("label", "blame", "praise")
                .layers("""
                        [{"type":"embedding","inputDim":20,"outputDim":4},{"type":"globalAveragePooling"},{"type":"dense"}]""")
                .training("{\"epochs\":20,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.03}}");
        JobFolder folder = job.in(scratch);
        new Recorded().run(folder);
        return Servable.open(folder.bundle());
    }

    private static Explanation.Parts explained(Servable servable, String text) {
        List<Object> texts = List.of(text);
        return (Explanation.Parts) servable.explainer()
                .explain(texts, servable.read(texts), servable.predict(texts).predictions())
                .get(0)
                .get(0);
    }

    @Test
    void theWordThatDecidesHasTheGreatestWeight() throws Exception {
        try (Servable servable = trained()) {
            for (String text : List.of("the plot was really good", "bad cast and film", "really with BAD plot was")) {
                Explanation.Parts explained = explained(servable, text);

                Explanation.Part greatest = explained.parts().stream()
                        .max(Comparator.comparing(part -> Math.abs(part.contribution())))
                        .orElseThrow();
                assertThat(greatest.text()).as("%s", explained).isIn("good", "bad");
                assertThat(greatest.contribution())
                        .as("it speaks for the class that was told")
                        .isPositive();
                assertThat(explained.of()).isEqualTo(greatest.text().equals("good") ? "praise" : "blame");
                assertThat(explained.parts().stream()
                                .mapToDouble(Explanation.Part::contribution)
                                .sum())
                        .isCloseTo(explained.value() - explained.base(), within(1e-6));
            }
        }
    }

    @Test
    void charactersOfLongTextsAreToldTogetherAsTheyStand() {
        List<String> characters = Collections.nCopies(35, List.of("a", " ")).stream()
                .flatMap(List::stream)
                .toList();
        Covering covering = new Covering(new float[70], 70, true, new float[] {1}, 2, characters, "");

        assertThat(covering.explained(new double[35], new double[35]))
                .hasSize(35)
                .extracting(Explanation.Part::text)
                .containsOnly("a ");
    }
}
