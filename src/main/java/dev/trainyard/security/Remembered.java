package dev.trainyard.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Who has shown what, for a while, so that the next call need not ask again. What was shown is kept as its SHA-256. */
final class Remembered {

    private static final int MOST = 10_000;

    private final Duration memory;
    private final Clock clock;
    private final Map<Sha256, Known> known = new ConcurrentHashMap<>();

    /** @param memory how long what was found out holds at most; never longer than the caller itself */
    Remembered(Duration memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    private record Known(ApiKey caller, Instant until) {}

    /** Whose it is; empty when it is nobody's, or its time is over. */
    Optional<ApiKey> of(Sha256 shown, Supplier<Optional<ApiKey>> ask) {
        Instant now = clock.instant();
        Known remembered = known.get(shown);
        Optional<ApiKey> caller = remembered == null || remembered.until().isBefore(now)
                ? asked(shown, ask, now)
                : Optional.of(remembered.caller());
        return caller.filter(one -> one.isValidAt(now));
    }

    private Optional<ApiKey> asked(Sha256 shown, Supplier<Optional<ApiKey>> ask, Instant now) {
        Optional<ApiKey> asked = ask.get();
        if (known.size() >= MOST) {
            known.clear();
        }
        asked.ifPresentOrElse(
                caller -> known.put(shown, new Known(caller, now.plus(memory))), () -> known.remove(shown));
        return asked;
    }

    void forget() {
        known.clear();
    }
}
