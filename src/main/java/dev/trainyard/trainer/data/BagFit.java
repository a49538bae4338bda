package dev.trainyard.trainer.data;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.plan.TextForm;
import dev.trainyard.trainer.JobFailed;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns from training texts which words their bags hold: those that most texts have, but for the words that more than half
 * of them have, which set no text apart.
 */
final class BagFit {

    private static final int MOST_NAMED = 10;

    private final TextForm form;
    private final VocabularyFit words;
    private List<String> everywhere = List.of();
    private int texts;

    BagFit(TextForm form) {
        this.form = form;
        this.words = new VocabularyFit(form);
    }

    void add(String text) {
        texts++;
        BagEncoder.words(text, form.lowerCase()).forEach(words::count);
    }

    /** @throws JobFailed {@code data_invalid} when no word tells texts apart */
    Vocabulary fit(String column) {
        everywhere = words.leaveOut(texts / 2);
        Vocabulary vocabulary = words.fit();
        if (vocabulary.tokens().isEmpty()) {
            throw new JobFailed(
                    "data_invalid",
                    "no word of column %s stands in at least one and at most half of the %d training texts"
                            .formatted(column, texts),
                    "choose another column, or more texts of different kinds");
        }
        return vocabulary;
    }

    /** What its owner should know of the words of a column. */
    List<String> notes(String column) {
        List<String> notes = new ArrayList<>(words.notes(column));
        if (!everywhere.isEmpty()) {
            notes.add(leftOut(column));
        }
        return notes;
    }

    private String leftOut(String column) {
        List<String> named = everywhere.subList(0, Math.min(MOST_NAMED, everywhere.size()));
        return "%d words that more than half of the texts of '%s' have set none apart and are left out: %s%s"
                .formatted(
                        everywhere.size(),
                        column,
                        String.join(", ", named),
                        everywhere.size() > MOST_NAMED ? ", …" : "");
    }
}
