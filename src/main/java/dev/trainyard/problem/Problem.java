package dev.trainyard.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller must be told that this request cannot be served, and why. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ProblemType type;
    private final transient List<Violation> violations;
    private final Duration retryAfter;

    public Problem(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public Problem(ProblemType type, String detail, List<Violation> violations) {
        this(type, detail, violations, SOON, null);
    }

    private Problem(
            ProblemType type,
            String detail,
            List<Violation> violations,
            Duration retryAfter,
            @Nullable Exception cause) {
        super(Secrets.hidden(detail), cause, true, !isOfTheMoment(type));
        this.type = type;
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
    }

    /** There are many of these at once, and to find out where it happened costs more than the rest of a refusal. */
    private static boolean isOfTheMoment(ProblemType type) {
        return type == ProblemType.TOO_MANY_REQUESTS || type == ProblemType.UNAVAILABLE;
    }

    /** A quota is used up, and for how long. */
    public static Problem tooMany(String detail, Duration retryAfter) {
        return new Problem(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), retryAfter, null);
    }

    public static Problem notFound(String detail) {
        return new Problem(ProblemType.NOT_FOUND, detail);
    }

    public static Problem notAvailable(String detail) {
        return new Problem(ProblemType.NOT_AVAILABLE, detail);
    }

    public static Problem invalidParameter(String detail) {
        return new Problem(ProblemType.INVALID_PARAMETER, detail);
    }

    public static Problem invalidParameter(String detail, Exception cause) {
        return new Problem(ProblemType.INVALID_PARAMETER, detail, List.of(), SOON, cause);
    }

    public static Problem conflict(String detail) {
        return new Problem(ProblemType.CONFLICT, detail);
    }

    public ProblemType type() {
        return type;
    }

    /** When to ask again, of what passes. */
    public Duration retryAfter() {
        return retryAfter;
    }

    public List<Violation> violations() {
        return violations;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
