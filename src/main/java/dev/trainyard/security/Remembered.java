package dev.trainyard.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Who has shown what, for a few seconds, so that the next call need not ask again. What was shown is kept as its SHA-256. */
final class Remembered {

    static final Duration MEMORY = Duration.ofSeconds(5);

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Remembered(Clock clock) {
        this.clock = clock;
    }

    private record Known(ApiKey caller, Instant since) {}

    /** Whose it is; empty when it is nobody's, or its time is over. */
    Optional<ApiKey> of(String hash, Supplier<Optional<ApiKey>> ask) {
        Instant now = clock.instant();
        Known remembered = known.get(hash);
        Optional<ApiKey> caller =
                remembered == null || remembered.since().plus(MEMORY).isBefore(now)
                        ? asked(hash, ask, now)
                        : Optional.of(remembered.caller());
        return caller.filter(one -> one.isValidAt(now));
    }

    private Optional<ApiKey> asked(String hash, Supplier<Optional<ApiKey>> ask, Instant now) {
        Optional<ApiKey> asked = ask.get();
        if (known.size() >= MOST) {
            known.clear();
        }
        asked.ifPresentOrElse(caller -> known.put(hash, new Known(caller, now)), () -> known.remove(hash));
        return asked;
    }

    void forget() {
        known.clear();
    }
}
