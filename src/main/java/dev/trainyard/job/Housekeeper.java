package dev.trainyard.job;

import dev.trainyard.database.Rounds;
import dev.trainyard.role.ApiRole;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Clears away, four times an hour, what jobs left behind longer ago than it is to be kept. */
@Component
@ApiRole
class Housekeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

    private final Leavings leavings;
    private final Retention kept;
    private final Rounds rounds = new Rounds("housekeeper", "Clearing away what jobs left behind", this::clear);

    Housekeeper(Leavings leavings, Retention kept) {
        this.leavings = leavings;
        this.kept = kept;
    }

    private void clear() {
        int cleared = leavings.clear(kept);
        if (cleared > 0) {
            LOG.info("Cleared away what {} jobs had left behind", cleared);
        }
    }

    @Override
    public void start() {
        rounds.start(Duration.ofMinutes(2), Duration.ofMinutes(15));
    }

    @Override
    public void stop() {
        rounds.close();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }
}
