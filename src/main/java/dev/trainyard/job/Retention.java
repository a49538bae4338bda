package dev.trainyard.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what jobs leave behind is kept, from their end on; of jobs that have not ended everything is.
 *
 * @param events their events, and with them their metrics by epoch
 * @param mostEvents how many of a job's events stay at most, a day later, besides those of its states
 * @param logs what their trainers said
 * @param checkpoints what another job may begin from, or a version be made of
 * @param jobs the jobs themselves; null for ever
 */
@ConfigurationProperties("trainyard.retention")
record Retention(
        @DefaultValue("90d") Duration events,
        @DefaultValue("10000") int mostEvents,
        @DefaultValue("90d") Duration logs,
        @DefaultValue("30d") Duration checkpoints,
        @Nullable Duration jobs) {

    private static final int FEWEST = 100;

    Retention {
        positive("events", events);
        positive("logs", logs);
        positive("checkpoints", checkpoints);
        if (jobs != null) {
            positive("jobs", jobs);
        }
        if (mostEvents < FEWEST) {
            throw new IllegalArgumentException(
                    "trainyard.retention.most-events is %d; it is at least %d".formatted(mostEvents, FEWEST));
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "trainyard.retention.%s is %s; it is a time such as 90d".formatted(name, value));
        }
    }
}
