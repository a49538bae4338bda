package dev.trainyard.security;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why what a caller has shown does not let it in.
 *
 * @param error what RFC 6750 calls it; empty where nothing was shown; null where showing something else would not help
 */
record Refusal(ProblemType type, @Nullable String error, String reason) implements Verdict {

    private static final String REALM = "Bearer realm=\"trainyard\"";
    private static final String ATTRIBUTE = Refusal.class.getName();

    static final Refusal NOTHING_SHOWN = new Refusal(
            ProblemType.UNAUTHENTICATED,
            "",
            "This service asks who calls: send 'Authorization: Bearer ...' with a key or, where there is single sign-on, a token; or a key as 'X-API-Key: ty_...'.");

    /** It proves nothing: it is not ours or the issuer's, not for us, or over. */
    static Refusal invalid(String reason) {
        return new Refusal(ProblemType.UNAUTHENTICATED, "invalid_token", reason);
    }

    /** It is right, and makes nobody who may anything. */
    static Refusal powerless(String reason) {
        return new Refusal(ProblemType.FORBIDDEN, "insufficient_scope", reason);
    }

    /** Nobody can say whose it is. */
    static Refusal issuerAway() {
        return new Refusal(
                ProblemType.UNAVAILABLE,
                null,
                "The issuer of tokens does not answer, so whose this one is cannot be told.");
    }

    /** Remembers it until somebody asks for more than strangers may. */
    void remember(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static Optional<Refusal> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getAttribute(ATTRIBUTE)).map(Refusal.class::cast);
    }

    Problem problem() {
        return new Problem(type, reason);
    }

    /** What {@code WWW-Authenticate} says of it. */
    Optional<String> challenge() {
        return Optional.ofNullable(error).map(word -> word.isEmpty() ? REALM : REALM + described(word));
    }

    private String described(String word) {
        return ", error=\"%s\", error_description=\"%s\"".formatted(word, reason.replaceAll("[^ !#-\\[\\]-~]", "'"));
    }
}
