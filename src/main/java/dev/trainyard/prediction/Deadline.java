package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Until when a caller waits for its answer; later there is no use in computing it. */
public final class Deadline {

    private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)(ms|s)?");
    private static final double LONGEST_SECONDS = 3600;

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /**
     * Begins to wait.
     *
     * @param text seconds, such as {@code 2.5} or {@code 2.5s}, or {@code 250ms}
     * @throws Problem {@code invalid_parameter}
     */
    public static Deadline of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            double seconds = Double.parseDouble(matcher.group(1)) / ("ms".equals(matcher.group(2)) ? 1000 : 1);
            if (seconds > 0 && seconds <= LONGEST_SECONDS) {
                return new Deadline(System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
            }
        }
        throw Problem.invalidParameter(
                "X-Request-Timeout is '%s'; it is a number of seconds up to 3600, such as 2.5, or 250ms"
                        .formatted(text));
    }

    /** Whoever answers on this thread has so much time; null ends that. */
    public static void onThisThread(@Nullable Deadline deadline) {
        if (deadline == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(deadline);
        }
    }

    /** Whoever answers on this thread has no more than so much time. */
    public static void atMost(long nanos) {
        CURRENT.set(new Deadline(System.nanoTime() + nanosLeft(nanos)));
    }

    /** How long whoever is answered on this thread still waits, at most so long. */
    static long nanosLeft(long most) {
        Deadline deadline = CURRENT.get();
        return deadline == null ? most : Math.min(most, deadline.endNanos - System.nanoTime());
    }

    /** @throws Problem {@code unavailable} when nobody waits any more */
    static void check() {
        if (nanosLeft(1) <= 0) {
            throw passed();
        }
    }

    /** Works for others as well, who may wait longer. */
    static <T> T suspended(Supplier<T> work) {
        Deadline own = CURRENT.get();
        onThisThread(null);
        try {
            return work.get();
        } finally {
            onThisThread(own);
        }
    }

    static Problem passed() {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "the answer was not there within the time that X-Request-Timeout gives; give more, or ask for fewer rows at once");
    }
}
