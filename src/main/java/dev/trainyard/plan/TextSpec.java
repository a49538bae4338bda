package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How text becomes numbers; the vocabulary is fitted on the training part only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TextSpec(
        @Schema(description = "What one number stands for; by default a word, and a character when text is generated.")
        @Nullable
        Level level,

        @Schema(description = "Whether capitals are read as small letters; by default only for words.") @Nullable
        Boolean lowerCase,

        @Schema(
                description =
                        "How many numbers there may be, 4 of which stand for padding, the unknown, start and end; the rarer tokens are unknown.",
                example = "20000")
        @Nullable
        Integer vocabulary,

        @Schema(description = "How many tokens of a text are read; longer ones are cut, shorter ones padded.") @Nullable
        Integer length,

        @Schema(description = "How many tokens an answered text may have, its end included.") @Nullable
        Integer outputLength,

        @Schema(description = "How far apart the windows begin that text to be generated is cut into.") @Nullable
        Integer stride) {

    /** The numbers that stand for no token of the text: padding, the unknown, start and end. */
    public static final int RESERVED = 4;

    private static final int LARGEST = 200_000;
    private static final int LONGEST = 10_000;

    /** What is one token. */
    public enum Level {
        @JsonProperty("character")
        CHARACTER,
        @JsonProperty("word")
        WORD
    }

    @SuppressWarnings("NullAway") // null leaves everything open
    public TextSpec() {
        this(null, null, null, null, null, null);
    }

    public TextSpec {
        between("vocabulary", vocabulary, RESERVED + 1, LARGEST);
        between("length", length, 1, LONGEST);
        between("outputLength", outputLength, 2, LONGEST);
        between("stride", stride, 1, LONGEST);
    }

    private static void between(String field, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new IllegalArgumentException(
                    "%s is %d; it is a whole number from %d to %d".formatted(field, value, least, most));
        }
    }
}
