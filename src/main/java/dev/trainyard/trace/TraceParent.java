package dev.trainyard.trace;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of work stands in a trace, as the header {@code traceparent} says it (W3C Trace Context).
 *
 * @param sampled whether whoever began the trace wants its spans to be kept
 */
public record TraceParent(String trace, String span, boolean sampled) {

    private static final Pattern HEADER =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Nothing when it is not well formed. */
    public static Optional<TraceParent> of(@Nullable String header) {
        Matcher matcher = HEADER.matcher(header == null ? "" : header);
        return matcher.matches()
                ? Optional.of(new TraceParent(
                        matcher.group(1), matcher.group(2), (Integer.parseInt(matcher.group(3), 16) & 1) == 1))
                : Optional.empty();
    }

    /** A new trace. */
    public static TraceParent begin() {
        return new TraceParent(random(16), random(8), true);
    }

    /** A new span of the same trace. */
    public TraceParent next() {
        return new TraceParent(trace, random(8), sampled);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    public String header() {
        return "00-%s-%s-%s".formatted(trace, span, sampled ? "01" : "00");
    }
}
