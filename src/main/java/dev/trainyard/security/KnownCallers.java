package dev.trainyard.security;

import dev.trainyard.tenant.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whose a secret is, so that a prediction need not ask the database. */
@Component
class KnownCallers {

    /** How long another process may take a key that was revoked here. */
    static final Duration MEMORY = Duration.ofSeconds(5);

    private final ApiKeyRows keys;
    private final Remembered remembered = new Remembered(MEMORY, Clock.systemUTC());

    KnownCallers(ApiKeyRows keys) {
        this.keys = keys;
    }

    /** Whose key it is; empty when it is nobody's, or none, or its time is over. */
    Optional<ApiKey> of(String shown) {
        return remembered.of(shown, () -> SecretKey.of(shown).flatMap(this::use));
    }

    private Optional<ApiKey> use(SecretKey secret) {
        return Tenant.amongAll(() -> keys.use(secret));
    }

    /** Asks the database again, since a key has changed. */
    void forget() {
        remembered.forget();
    }
}
