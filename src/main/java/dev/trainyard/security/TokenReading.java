package dev.trainyard.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, by {@code Authorization: Bearer …} with a token of the issuer. */
final class TokenReading extends OncePerRequestFilter {

    private final Tokens tokens;
    private final Remembered remembered;

    TokenReading(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.remembered = new Remembered(clock);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Bearer.of(request)
                .filter(given -> SecretKey.of(given).isEmpty())
                .flatMap(token -> remembered.of(Sha256.of(token), () -> check(token, request)))
                .ifPresent(caller -> Caller.enter(request, caller));
        chain.doFilter(request, response);
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
