package dev.trainyard.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How long to wait after each sending that failed; when there is nothing left to wait for, the message is given up. */
record Backoff(List<Duration> waits) {

    /** What the specification recommends: ten sendings in three days. */
    static final Backoff STANDARD =
            new Backoff(Stream.of("PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H")
                    .map(Duration::parse)
                    .toList());

    Backoff {
        waits = List.copyOf(waits);
    }

    /** @param tries how many sendings have failed, from 1 */
    Optional<Duration> after(int tries) {
        return tries <= waits.size() ? Optional.of(waits.get(tries - 1)) : Optional.empty();
    }
}
