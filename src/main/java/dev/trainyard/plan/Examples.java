package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.json.ByTypeName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** What one example is, and how it is made of the rows of a data set. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
public sealed interface Examples {

    /** Whether examples have different numbers of steps, so that the shorter ones are padded. */
    default boolean vary() {
        return false;
    }

    /** The input of the graph that reads the text written so far; null where none does. */
    default @Nullable String decoder() {
        return null;
    }

    /** Each row of the table is one. */
    @JsonTypeName("rows")
    record Rows() implements Examples {}

    /** The picture of each row is one. */
    @JsonTypeName("pictures")
    record Pictures(PictureForm picture) implements Examples {}

    /**
     * Rows in an order make up sequences, and these, or windows of them, are the examples.
     *
     * @param id rows with the same value are one sequence; null for one long series
     * @param order of the steps; null for that of the file
     * @param window how many steps go in at most; exactly so many where something is forecast
     * @param stride from one window to the next
     * @param horizon how many steps are forecast, 0 where nothing is
     * @param next whether each step tells what the next one is, so that a sequence can go on; null where it does not
     */
    @JsonTypeName("sequences")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sequences(
            Sequence.Mode mode,
            @Nullable ColumnSchema id,
            @Nullable ColumnSchema order,
            int window,
            int stride,
            int horizon,
            @Nullable Boolean next)
            implements Examples {

        /** Where no step tells the next one. */
        public Sequences(
                Sequence.Mode mode,
                @Nullable ColumnSchema id,
                @Nullable ColumnSchema order,
                int window,
                int stride,
                int horizon) {
            this(mode, id, order, window, stride, horizon, null);
        }

        /** Whether each step tells what the next one is. */
        public boolean tellsNext() {
            return Boolean.TRUE.equals(next);
        }

        @Override
        public boolean vary() {
            return !forecasts() && (mode == Sequence.Mode.MANY_TO_ONE || mode == Sequence.Mode.MANY_TO_MANY);
        }

        /** Whether what comes after a window is answered. */
        public boolean forecasts() {
            return horizon > 0;
        }

        /** How many answers an example has, 0 for a single one. */
        public int answers() {
            if (forecasts()) {
                return horizon > 1 || mode == Sequence.Mode.MANY_TO_MANY ? horizon : 0;
            }
            return mode == Sequence.Mode.MANY_TO_MANY || mode == Sequence.Mode.ONE_TO_MANY ? window : 0;
        }

        /** Whether the network answers several steps as one row of numbers. */
        public boolean answersFlat() {
            return forecasts() && mode == Sequence.Mode.MANY_TO_ONE && horizon > 1;
        }
    }

    /** The pictures of rows that make up sequences are one. */
    @JsonTypeName("clips")
    record Clips(PictureForm picture, Sequences frames) implements Examples {

        @Override
        public boolean vary() {
            return frames.vary();
        }
    }

    /**
     * The picture of each row is one, and the row's text is to be written of it.
     *
     * @param decoder the input of the graph that reads what is written so far; null where all is written at once
     */
    @JsonTypeName("captions")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Captions(
            PictureForm picture, TextForm text, @Nullable String decoder) implements Examples {

        public Captions(PictureForm picture, TextForm text) {
            this(picture, text, null);
        }
    }

    /** The text of each row is one, and the row has a label. */
    @JsonTypeName("texts")
    record Texts(TextForm text) implements Examples {

        @Override
        public boolean vary() {
            return true;
        }
    }

    /** The bag of words of each row's text is one: which words it has, whatever their order. */
    @JsonTypeName("bags-of-words")
    record Bags(TextForm text) implements Examples {}

    /** Each stretch of a long text is one, and towards each token the next one is learned. */
    @JsonTypeName("text-windows")
    record TextWindows(TextForm text, int stride) implements Examples {}

    /**
     * The source text of each row is one, and the row's target text is to be written.
     *
     * @param decoder the input of the graph that reads what is written so far; null where all is written at once
     */
    @JsonTypeName("text-pairs")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TextPairs(
            TextForm source, TextForm target, @Nullable String decoder) implements Examples {

        public TextPairs(TextForm source, TextForm target) {
            this(source, target, null);
        }

        @Override
        public boolean vary() {
            return true;
        }
    }
}
