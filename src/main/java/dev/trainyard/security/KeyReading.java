package dev.trainyard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Finds out who calls, by {@code Authorization: Bearer ty_…} or {@code X-API-Key: ty_…}, and never by a query. */
final class KeyReading implements Identification {

    private static final Refusal NOT_VALID = Refusal.invalid("This is no key of this service, or its time is over.");
    private static final String PLAIN = "X-API-Key";

    private final KnownCallers callers;

    KeyReading(KnownCallers callers) {
        this.callers = callers;
    }

    @Override
    public Optional<ApiKey> of(HttpServletRequest request, Optional<String> bearer) {
        Optional<String> given = bearer.or(() -> Optional.ofNullable(request.getHeader(PLAIN)));
        Optional<ApiKey> caller = given.flatMap(callers::of);
        if (given.isPresent() && caller.isEmpty() && Refusal.of(request).isEmpty()) {
            NOT_VALID.remember(request);
        }
        return caller;
    }
}
