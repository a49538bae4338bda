package dev.trainyard.dataset;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as people write them: ISO 8601 and its relatives; without a zone they are UTC. */
public final class Moments {

    /** How many numbers a moment becomes: the year, and two each for its place in the year, the week and the day. */
    public static final int PARTS = 7;

    private static final Pattern WRITTEN = Pattern.compile("(\\d{4})[-/](\\d{1,2})(?:[-/](\\d{1,2})"
            + "(?:[Tt ](\\d{1,2}):(\\d{2})(?::(\\d{2})(\\.\\d{1,9})?)?\\s*([Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?)?");

    private Moments() {}

    /** Seconds since 1970, UTC; NaN where the text is no moment. */
    public static double seconds(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Double.NaN;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    part(written.group(1), 0),
                    part(written.group(2), 1),
                    part(written.group(3), 1),
                    part(written.group(4), 0),
                    part(written.group(5), 0),
                    part(written.group(6), 0));
            double fraction = written.group(7) == null ? 0 : Double.parseDouble(written.group(7));
            return local.toEpochSecond(offset(written.group(8))) + fraction;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static int part(@Nullable String digits, int usual) {
        return digits == null ? usual : Integer.parseInt(digits);
    }

    private static ZoneOffset offset(@Nullable String zone) {
        if (zone == null || zone.equalsIgnoreCase("z")) {
            return ZoneOffset.UTC;
        }
        return ZoneOffset.of(zone);
    }
}
