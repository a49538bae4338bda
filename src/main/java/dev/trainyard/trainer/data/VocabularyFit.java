package dev.trainyard.trainer.data;

import dev.trainyard.bundle.Tokens;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.plan.TextForm;
import dev.trainyard.plan.TextSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Learns from training texts which tokens there are: the most frequent ones, of equally frequent ones the first by name. */
final class VocabularyFit {

    /** Beyond so many different tokens those seen once are forgotten, so that memory does not grow with the text. */
    private static final int MOST_COUNTED = 1_000_000;

    private static final int LONGEST_TOKEN = 100;
    private static final double WELL_COVERED = 0.95;

    private final TextForm form;
    private final Map<String, Integer> counts = new HashMap<>();
    private long seen;

    VocabularyFit(TextForm form) {
        this.form = form;
    }

    void add(String text) {
        Tokens.of(text, form.level(), form.lowerCase()).forEach(this::count);
    }

    /** Counts a single token. */
    void count(String token) {
        seen++;
        if (token.length() <= LONGEST_TOKEN) {
            counts.merge(token, 1, Integer::sum);
        }
        if (counts.size() > MOST_COUNTED) {
            counts.values().removeIf(count -> count == 1);
        }
    }

    /** Forgets the tokens that were counted more often, and names them, the most frequent first. */
    List<String> leaveOut(int most) {
        List<String> frequent = byFrequency()
                .takeWhile(token -> counts.getOrDefault(token, 0) > most)
                .toList();
        frequent.forEach(token -> seen -= Objects.requireNonNull(counts.remove(token)));
        return frequent;
    }

    Vocabulary fit() {
        return new Vocabulary(form.level(), form.lowerCase(), form.vocabulary(), known());
    }

    private List<String> known() {
        return byFrequency().limit(form.vocabulary() - TextSpec.RESERVED).toList();
    }

    private Stream<String> byFrequency() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** What its owner should know of the vocabulary of a column. */
    List<String> notes(String column) {
        List<String> known = known();
        double covered = known.stream().mapToLong(counts::get).sum() / (double) Math.max(1, seen);
        String unit = form.level() == TextSpec.Level.CHARACTER ? "characters" : "words";
        if (covered < WELL_COVERED) {
            return List.of(
                    "the vocabulary of '%s' knows %.1f %% of the training texts' %s; the others are one unknown: raise text.vocabulary above %d"
                            .formatted(column, 100 * covered, unit, form.vocabulary()));
        }
        int used = known.size() + TextSpec.RESERVED;
        return used * 2 <= form.vocabulary()
                ? List.of(
                        "the training texts of '%s' have %d different %s, so text.vocabulary could be %d in place of %d"
                                .formatted(column, known.size(), unit, used, form.vocabulary()))
                : List.of();
    }
}
