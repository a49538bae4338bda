package dev.trainyard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Finds out who calls, by {@code Authorization: Bearer …} with a token of the issuer. */
final class TokenReading implements Identification {

    /** How long a token is taken at most when its signature would not be any more. */
    static final Duration MEMORY = Duration.ofMinutes(1);

    private final Tokens tokens;
    private final Remembered remembered;

    TokenReading(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.remembered = new Remembered(MEMORY, clock);
    }

    @Override
    public Optional<ApiKey> of(HttpServletRequest request, Optional<String> bearer) {
        return bearer.filter(given -> !SecretKey.isLike(given))
                .flatMap(token -> remembered.of(token, () -> check(token, request)));
    }

    private Optional<ApiKey> check(String token, HttpServletRequest request) {
        Verdict verdict = tokens.of(token);
        if (verdict instanceof Verdict.Admitted admitted) {
            return Optional.of(admitted.caller());
        }
        if (verdict instanceof Refusal refusal) {
            refusal.remember(request);
        }
        return Optional.empty();
    }
}
