package dev.trainyard.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Who has shown what, for a while, so that the next call need not ask again. What was shown is not kept, only its {@link Fingerprint}. */
final class Remembered {

    private static final int MOST = 10_000;

    private final Duration memory;
    private final Clock clock;
    private volatile Map<Fingerprint, Known> known = new ConcurrentHashMap<>();

    /** @param memory how long what was found out holds at most; never longer than the caller itself */
    Remembered(Duration memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    private record Known(ApiKey caller, Instant until) {}

    /** Whose it is; empty when it is nobody's, or its time is over. */
    Optional<ApiKey> of(String shown, Supplier<Optional<ApiKey>> ask) {
        Instant now = clock.instant();
        if (shown.length() > Fingerprint.LONGEST) {
            return ask.get().filter(caller -> caller.isValidAt(now));
        }
        Fingerprint fingerprint = Fingerprint.of(shown);
        Known remembered = known.get(fingerprint);
        return remembered == null || remembered.until().isBefore(now)
                ? asked(fingerprint, ask, now)
                : validAt(now, remembered);
    }

    private static Optional<ApiKey> validAt(Instant now, Known remembered) {
        return remembered.caller().isValidAt(now) ? Optional.of(remembered.caller()) : Optional.empty();
    }

    private Optional<ApiKey> asked(Fingerprint shown, Supplier<Optional<ApiKey>> ask, Instant now) {
        Map<Fingerprint, Known> before = known;
        Optional<ApiKey> asked = ask.get();
        if (before.size() >= MOST) {
            before.clear();
        }
        asked.ifPresentOrElse(
                caller -> before.put(shown, new Known(caller, now.plus(memory))), () -> before.remove(shown));
        return asked.filter(caller -> caller.isValidAt(now));
    }

    /** Also what is being asked meanwhile. */
    void forget() {
        known = new ConcurrentHashMap<>();
    }
}
