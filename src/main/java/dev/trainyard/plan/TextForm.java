package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of one column become numbers, with nothing left open.
 *
 * @param vocabulary how many numbers there may be, {@link TextSpec#RESERVED} of them for no token
 * @param length tokens of a text that are read or written
 */
public record TextForm(TextSpec.Level level, boolean lowerCase, int vocabulary, int length) {

    private static final int CHARACTERS = 256;
    private static final int LONGEST_UNASKED = 200;

    /** The same with what a job says of it. */
    TextForm with(@Nullable TextSpec spec) {
        if (spec == null) {
            return this;
        }
        TextSpec.Level asked = spec.level() == null ? level : spec.level();
        boolean characters = asked == TextSpec.Level.CHARACTER;
        return new TextForm(
                asked,
                spec.lowerCase() == null ? !characters : spec.lowerCase(),
                spec.vocabulary() != null ? spec.vocabulary() : characters ? CHARACTERS : vocabulary,
                spec.length() == null ? length : spec.length());
    }

    TextForm withLength(int tokens) {
        return new TextForm(level, lowerCase, vocabulary, tokens);
    }

    /** How many tokens the longest text of a column may have, as far as that is known. */
    int longest(Column texts, int otherwise) {
        if (texts.max() == null) {
            return otherwise;
        }
        double most = level == TextSpec.Level.CHARACTER ? texts.max() : Math.ceil(texts.max() / 2);
        return (int) Math.max(1, Math.min(LONGEST_UNASKED, most));
    }
}
