package dev.trainyard.dataset.reader;

/**
 * How a text file is cut into cells.
 *
 * @param delimiter between cells; {@link #NONE} for a single column
 * @param quote around cells that hold delimiters or line ends; doubled within them
 * @param comment begins a line that is skipped; {@link #NONE} where no line is
 */
public record Dialect(char delimiter, char quote, char comment) {

    /** No sign at all: a NUL never gets past the scanner. */
    static final char NONE = '\0';

    public Dialect {
        if (delimiter > 127 || quote > 127 || comment > 127) {
            throw new IllegalArgumentException("delimiter, quote and comment are ASCII signs");
        }
    }

    Dialect(char delimiter, char quote) {
        this(delimiter, quote, NONE);
    }
}
