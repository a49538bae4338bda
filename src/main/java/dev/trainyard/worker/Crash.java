package dev.trainyard.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trainer process that went without a word.
 *
 * @param status its exit status, 128 + n when signal n ended it; null when it did not even end
 * @param fault the signal that Java itself caught and reported before it aborted; null where it said nothing
 * @param frame the native function it happened in, as far as Java knows it
 */
record Crash(
        @Nullable Integer status,
        @Nullable String fault,
        @Nullable String frame) {

    private static final Map<Integer, String> SIGNALS =
            Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    /** Java's report of a fatal error: "#  SIGSEGV (0xb) at pc=0x…, pid=…", and below it the frame. */
    private static final Pattern FAULT = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x[0-9a-f]+\\).*");

    private static final Pattern FRAME = Pattern.compile("# ([CVvJj]\\s+\\[.+|[CVvJj]\\s+\\S.*)");

    /** Reads what a process that ended so had to say. */
    static Crash of(@Nullable Integer status, List<String> lines) {
        return new Crash(status, last(FAULT, lines), last(FRAME, lines));
    }

    private static @Nullable String last(Pattern pattern, List<String> lines) {
        String found = null;
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            found = matcher.matches() ? matcher.group(1).strip() : found;
        }
        return found;
    }

    String message() {
        if (status == null) {
            return "The trainer process closed its output and did not end";
        }
        String signal = signal();
        if (signal == null) {
            return "The trainer process ended with exit status %d".formatted(status);
        }
        String where = frame == null ? "" : ", in " + frame;
        return fault == null
                ? "The trainer process was ended by signal %d (%s)".formatted(status - 128, signal)
                : "Native code of the trainer process failed with %s%s".formatted(signal, where);
    }

    private @Nullable String signal() {
        if (fault != null) {
            return fault;
        }
        return status == null || status <= 128 ? null : SIGNALS.getOrDefault(status - 128, "SIG" + (status - 128));
    }

    String hint() {
        return "SIGKILL".equals(signal())
                ? "Somebody killed the process, usually the system because memory was short. Give the worker's machine more"
                        + " memory or its trainers less (trainyard.worker.memory), then retry."
                : "Native code crashes now and then; the job went on from its last checkpoint each time until too"
                        + " many attempts were lost without a new one. Retry it, and look at logTail.";
    }

    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (status != null) {
            details.put("exitStatus", status);
        }
        if (signal() != null) {
            details.put("signal", signal());
        }
        if (frame != null) {
            details.put("frame", frame);
        }
        return details;
    }
}
