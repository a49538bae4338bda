package dev.trainyard.quota;

import dev.trainyard.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * How much of a quota is left (IETF draft <i>RateLimit header fields for HTTP</i>).
 *
 * @param name of the quota
 * @param most how much it is
 * @param window over which it is counted; zero where nothing but an end or a deletion gives anything back
 * @param left how much may be taken yet
 * @param reset until when there is more
 */
record RateLimit(String name, long most, Duration window, long left, Duration reset) {

    RateLimit {
        left = Math.max(0, left);
    }

    /** Tells the caller of the request at hand. */
    void tell() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                && request.getResponse() != null) {
            add(request.getResponse(), "RateLimit-Policy", policy());
            add(request.getResponse(), "RateLimit", state());
        }
    }

    /** One of the quotas of a request; the newest word of each counts. */
    private void add(HttpServletResponse response, String header, String own) {
        String others = Stream.ofNullable(response.getHeader(header))
                .flatMap(told -> Arrays.stream(told.split(", ")))
                .filter(told -> !told.startsWith("\"%s\"".formatted(name)))
                .map(told -> told + ", ")
                .collect(Collectors.joining());
        response.setHeader(header, others + own);
    }

    String policy() {
        return "\"%s\";q=%d".formatted(name, most) + (window.isZero() ? "" : ";w=" + window.toSeconds());
    }

    String state() {
        return "\"%s\";r=%d;t=%d".formatted(name, left, seconds());
    }

    /** @param detail what is used up, and what helps */
    Problem usedUp(String detail) {
        tell();
        return Problem.tooMany(detail, Duration.ofSeconds(seconds()));
    }

    private long seconds() {
        return Math.max(1, reset.plusMillis(999).toSeconds());
    }
}
