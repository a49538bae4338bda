package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void tellsTheCellsAsTheyWereRead() {
        assertThat(told("b", null, "a", "b", "")).containsExactly("b", null, "a", "b", "");
    }

    @Test
    void tellsAsManyWordsApartAsAByteHasNumbersForThem() {
        String[] most = numbered(255);

        assertThat(told(most)).containsExactly(most);
    }

    @Test
    void keepsNoColumnOfMoreDifferentWords() {
        assertThat(of(numbered(256)).areFew()).isFalse();
        assertThat(of(numbered(100_000)).areFew()).isFalse();
    }

    private static String[] numbered(int count) {
        String[] words = new String[count];
        Arrays.setAll(words, i -> "word " + i);
        return words;
    }

    private static List<@Nullable Object> told(@Nullable String... cells) {
        List<@Nullable Object> told = new ArrayList<>();
        of(cells).forEach((row, read) -> {
            assertThat(row).isEqualTo(told.size());
            told.add(read[0]);
        });
        return told;
    }

    private static Words of(@Nullable String... cells) {
        Words words = new Words(cells.length);
        for (int row = 0; row < cells.length; row++) {
            words.set(row, cells[row]);
        }
        return words;
    }
}
