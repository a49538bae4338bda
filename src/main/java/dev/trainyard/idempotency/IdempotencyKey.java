package dev.trainyard.idempotency;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.security.CurrentCaller;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller calls one create (IETF draft <i>The Idempotency-Key HTTP Header Field</i>), and what was asked under it.
 *
 * @param caller whose key it is: callers do not know each other's
 * @param key at most 255 visible ASCII characters, taken as they are
 * @param request the method, the address and the content
 */
record IdempotencyKey(String caller, String key, String request) {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    /**
     * The key of a request, if it has one.
     *
     * @param content what the request says, apart from its address
     * @throws Problem {@code invalid_parameter}
     */
    static Optional<IdempotencyKey> of(HttpServletRequest request, @Nullable Object content) {
        String key = request.getHeader(HEADER);
        if (key == null) {
            return Optional.empty();
        }
        if (!FORM.matcher(key).matches()) {
            throw Problem.invalidParameter(
                    "%s is 1 to 255 visible ASCII characters without spaces; usual is a new UUID for each thing to make"
                            .formatted(HEADER));
        }
        return Optional.of(new IdempotencyKey(CurrentCaller.of(request), key, written(request, content)));
    }

    private static String written(HttpServletRequest request, @Nullable Object content) {
        return "%s %s?%s\n%s"
                .formatted(
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString(),
                        Json.mapper().writeValueAsString(content));
    }

    byte[] requestBytes() {
        return request.getBytes(StandardCharsets.UTF_8);
    }
}
