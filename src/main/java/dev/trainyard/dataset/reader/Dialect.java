package dev.trainyard.dataset.reader;

/**
 * How a text file is cut into cells.
 *
 * @param delimiter between cells; {@link #NONE} for a single column
 * @param quote around cells that hold delimiters or line ends; doubled within them
 */
public record Dialect(char delimiter, char quote) {

    /** No sign at all: a NUL never gets past the scanner. */
    static final char NONE = '\0';

    public Dialect {
        if (delimiter > 127 || quote > 127) {
            throw new IllegalArgumentException("delimiter and quote are ASCII signs");
        }
    }
}
