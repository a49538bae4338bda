package dev.trainyard.journey;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Waits for states, with patience for a machine that others keep busy, and for a service that does not answer at once. */
final class Waiting {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(250);

    private Waiting() {}

    /** What a look answers, once it answers something. */
    static <T> T until(Supplier<Optional<T>> look) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(IllegalStateException.class) // of a call that did not come through
                .until(look::get, Optional::isPresent)
                .orElseThrow();
    }

    /** Lets time pass, so that what follows comes at any moment. */
    static void pause(int milliseconds) {
        Awaitility.await()
                .pollDelay(milliseconds, TimeUnit.MILLISECONDS)
                .atMost(PATIENCE)
                .until(() -> true);
    }
}
