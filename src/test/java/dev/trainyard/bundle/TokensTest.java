package dev.trainyard.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.plan.TextSpec.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    @Test
    void cutsWordsAndSigns() {
        assertThat(Tokens.of("It wasn't 'good', was it?\r\nNo…", Level.WORD, true))
                .containsExactly("it", "wasn't", "'", "good", "'", ",", "was", "it", "?", "\n", "no", "…");
    }

    @Test
    void takesComposedAndDecomposedLettersForTheSame() {
        assertThat(Tokens.of("Ko\u0308ln", Level.CHARACTER, false)).containsExactly("K", "ö", "l", "n");
        assertThat(Tokens.of("हिन्दी 😀!", Level.WORD, true)).containsExactly("हिन्दी", "😀", "!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello, world! (it's me)\nbye.", "a b c", "", "one\n\ntwo"})
    void joinsWordsAsTheyAreWritten(String text) {
        assertThat(Tokens.join(Tokens.of(text, Level.WORD, true), Level.WORD)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"To be, or NOT to be:\n  that 😀", " ", ""})
    void joinsCharactersAsTheyWere(String text) {
        assertThat(Tokens.join(Tokens.of(text, Level.CHARACTER, false), Level.CHARACTER))
                .isEqualTo(text);
    }

    @Test
    void numbersTokensAndReadsThemBackToTheEnd() {
        Tokenizer tokenizer = new Tokenizer(new Vocabulary(Level.WORD, true, 10, List.of("the", "cat")));

        assertThat(tokenizer.numbers("The dog, the CAT")).containsExactly(4, 1, 1, 4, 5);
        assertThat(tokenizer.text(new int[] {2, 4, 5, 0, 9, 3, 4})).isEqualTo("the cat");
    }

    @Test
    void keepsTheEncoderInTheBundle() {
        InputEncoder encoder = new TextEncoder("text", new Vocabulary(Level.WORD, true, 10, List.of("the", "\n")), 3);

        String written = Json.mapper().writeValueAsString(encoder);

        assertThat(Json.mapper().readValue(written, InputEncoder.class)).isEqualTo(encoder);
    }

    @Test
    void padsShortTextsAndCutsLongOnes() {
        TextEncoder encoder = new TextEncoder("text", new Vocabulary(Level.WORD, true, 10, List.of()), 3);
        float[] row = {9, 9, 9, 9};

        assertThat(encoder.encode(new int[] {5, 6}, row, 1)).isEqualTo(2);
        assertThat(row).containsExactly(9, 5, 6, 0);
        assertThat(encoder.encode(new int[] {5, 6, 7, 8}, row, 0)).isEqualTo(3);
        assertThat(encoder.encode(new int[0], row, 0)).isEqualTo(1);
        assertThat(row).containsExactly(1, 0, 0, 0);
    }
}
