package dev.trainyard.security;

import dev.trainyard.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers for a few seconds whose a secret is, so that a prediction need not ask the database. */
@Component
class KnownCallers {

    /** How long another process may take a key that was revoked here. */
    static final Duration MEMORY = Duration.ofSeconds(5);

    private static final int MOST = 10_000;

    private final ApiKeyRows keys;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    KnownCallers(ApiKeyRows keys) {
        this.keys = keys;
    }

    private record Known(ApiKey key, Instant since) {}

    /** Whose secret it is; empty when it is nobody's, or its time is over. */
    Optional<ApiKey> of(SecretKey secret) {
        Instant now = Instant.now();
        String hash = secret.hash();
        Known remembered = known.get(hash);
        if (remembered == null || remembered.since().plus(MEMORY).isBefore(now)) {
            remembered = ask(secret, hash, now);
        }
        return Optional.ofNullable(remembered).map(Known::key).filter(key -> key.isValidAt(now));
    }

    private @Nullable Known ask(SecretKey secret, String hash, Instant now) {
        Optional<Known> asked = Tenant.amongAll(() -> keys.use(secret)).map(key -> new Known(key, now));
        if (known.size() >= MOST) {
            known.clear();
        }
        asked.ifPresentOrElse(found -> known.put(hash, found), () -> known.remove(hash));
        return asked.orElse(null);
    }

    /** Asks the database again, since a key has changed. */
    void forget() {
        known.clear();
    }
}
