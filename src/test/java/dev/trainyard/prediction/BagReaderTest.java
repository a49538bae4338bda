package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.plan.TextSpec;
import dev.trainyard.problem.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BagReaderTest {

    private final BagEncoder encoder =
            new BagEncoder("note", new Vocabulary(TextSpec.Level.WORD, true, 8, List.of("sail", "wind", "soup")));
    private final BagReader reader = new BagReader(encoder);
    private final RowFindings findings = new RowFindings(reader.field());

    @Test
    void marksTheWordsThatATextHas() {
        assertThat(reader.read(List.of("Wind, WIND and a sail!", "soup"), findings)
                        .values())
                .containsExactly(1, 1, 0, 0, 0, 0, 1, 0);
        assertThat(findings.isClean()).isTrue();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void warnsOfATextWithoutAWordThatItKnows() {
        assertThat(reader.read(List.of("nothing here"), findings).values()).containsOnly(0);
        assertThat(findings.warnings()).extracting(Warning::code).containsExactly("unknown_tokens");
        assertThat(findings.warnings().get(0).message()).contains("none of the 3 words");
    }

    @Test
    void refusesWhatIsNoText() {
        reader.read(Arrays.asList("sail", 7, " "), findings);

        assertThat(findings.violations()).extracting(Violation::pointer).containsExactly("/texts/1", "/texts/2");
    }

    /** What explanations ask of a text: its bag without some of the words that the model knows. */
    @Test
    void coversTheWordsOfAText() {
        CoveredWords covered = CoveredWords.of(reader, "Wind, WIND, and a soup!");

        assertThat(covered.parts()).isEqualTo(2);
        assertThat(covered.covered(List.of(
                                new boolean[] {false, false}, new boolean[] {true, false}, new boolean[] {true, true}))
                        .values())
                .containsExactly(0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0);
        assertThat(covered.explained(new double[] {0.5, -0.25}, new double[2]))
                .containsExactly(
                        new Explanation.Part(0, 1, "wind", 0.5, 0), new Explanation.Part(1, 1, "soup", -0.25, 0));
        assertThat(CoveredWords.of(reader, "nothing here").parts()).isZero();
    }

    @Test
    void tellsARebuiltBagByItsLikeliestWords() {
        List<Prediction> rebuilt =
                new AnswerDecoder(new TargetCodec.Example(encoder)).decode(new float[] {0.2f, 0.9f, 0.5f, 1f}, null, 1);

        assertThat(rebuilt).containsExactly(new Prediction.Bag(Map.of("wind", 0.9f, "soup", 0.5f, "sail", 0.2f)));
        assertThat(((Prediction.Bag) rebuilt.get(0)).text()).isEqualTo("wind soup sail");
    }
}
