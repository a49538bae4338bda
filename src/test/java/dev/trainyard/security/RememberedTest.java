package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private static final Duration MEMORY = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofNanos(1);

    private final HandClock clock = new HandClock();
    private final Remembered remembered = new Remembered(MEMORY, clock);
    private final AtomicInteger asked = new AtomicInteger();

    private static ApiKey until(@Nullable Instant end) {
        return new ApiKey("key_1", "growth", Role.VIEWER, "default", "ty_abcd", Instant.EPOCH, end, null);
    }

    private Optional<ApiKey> of(String shown, Optional<ApiKey> known) {
        return remembered.of(shown, () -> {
            asked.incrementAndGet();
            return known;
        });
    }

    @Test
    void asksAgainWhenItsTimeIsOver() {
        Optional<ApiKey> known = Optional.of(until(null));
        assertThat(of("one", known)).isEqualTo(known);
        clock.pass(MEMORY);
        assertThat(of("one", Optional.empty())).isEqualTo(known);
        clock.pass(MOMENT);
        assertThat(of("one", Optional.empty())).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void takesNobodyBeyondItsEnd() {
        ApiKey known = until(clock.instant().plusSeconds(1));
        assertThat(of("one", Optional.of(known))).contains(known);
        clock.pass(Duration.ofSeconds(1).minus(MOMENT));
        assertThat(of("one", Optional.empty())).contains(known);
        clock.pass(MOMENT);
        assertThat(of("one", Optional.of(known))).isEmpty();
        assertThat(of("never shown before", Optional.of(known))).isEmpty();
    }

    @Test
    void remembersNobodyWhoIsUnknown() {
        assertThat(of("one", Optional.empty())).isEmpty();
        assertThat(of("one", Optional.of(until(null)))).isPresent();
    }

    @Test
    void forgetsAtOnceAndAlsoWhatIsBeingAsked() {
        of("one", Optional.of(until(null)));
        remembered.forget();
        assertThat(of("one", Optional.empty())).isEmpty();
        Optional<ApiKey> meanwhile = remembered.of("other", () -> {
            remembered.forget(); // as a key is that is revoked after the database was asked
            return Optional.of(until(null));
        });
        assertThat(meanwhile).isPresent();
        assertThat(of("other", Optional.empty())).isEmpty();
    }

    @Test
    void asksEachTimeForWhatIsTooLongToBeKnownAgain() {
        String longer = "x".repeat(Fingerprint.LONGEST + 1);
        assertThat(of(longer, Optional.of(until(null)))).isPresent();
        assertThat(of(longer, Optional.empty())).isEmpty();
        assertThat(of(longer, Optional.of(until(clock.instant())))).isEmpty();
    }
}
