package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.plan.TextSpec;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Violation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReaderTest {

    private final TextReader reader = new TextReader(new TextEncoder(
            "review", new Vocabulary(TextSpec.Level.WORD, true, 20, List.of("good", "bad", "film")), 3));
    private final RowFindings findings = new RowFindings(reader.field());

    @Test
    void readsTextsAsTheTrainerDid() {
        Encoded encoded = reader.read(List.of("Good film", "BAD"), findings);

        assertThat(encoded.values()).containsExactly(4, 6, 0, 5, 0, 0);
        assertThat(encoded.lengths()).containsExactly(2, 1);
        assertThat(findings.isClean()).isTrue();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void warnsOfUnknownWordsAndOfTextsThatAreCut() {
        reader.read(List.of("a good film", "good good good good", "odd words"), findings);

        assertThat(findings.warnings()).extracting(Warning::code).containsExactly("unknown_tokens", "text_shortened");
        assertThat(findings.warnings().get(0).message())
                .startsWith("1 of the 3 tokens of text 0")
                .endsWith("1 more alike");
        assertThat(findings.warnings().get(1).message())
                .contains("text 1 has 4 tokens")
                .contains("first 3");
    }

    @Test
    void refusesWhatIsNoText() {
        reader.read(Arrays.asList("good", 7, "  ", null), findings);

        assertThat(findings.violations())
                .extracting(Violation::pointer)
                .containsExactly("/texts/1", "/texts/2", "/texts/3");
        assertThat(findings.violations())
                .extracting(Violation::code)
                .containsExactly("wrong_type", "empty_text", "wrong_type");
    }

    @Test
    void showsATextOfUsualWords() {
        assertThat(reader.example()).isEqualTo("good bad film");
    }

    @Test
    void takesTheTextColumnOfATable() {
        assertThat(reader.typed(List.of("id", "review"), List.of("7", "good"))).isEqualTo("good");
        assertThat(reader.typed(List.of("anything"), List.of("bad"))).isEqualTo("bad");
    }
}
