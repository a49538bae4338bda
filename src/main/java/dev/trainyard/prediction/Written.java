package dev.trainyard.prediction;

import org.jspecify.annotations.Nullable;

/** Values as callers wrote them, cut short: an error names what is wrong and does not send the request back. */
public final class Written {

    private static final int LONGEST = 60;

    private Written() {}

    public static String of(@Nullable Object value) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
