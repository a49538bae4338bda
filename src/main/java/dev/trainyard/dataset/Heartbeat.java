package dev.trainyard.dataset;

import dev.trainyard.database.Rounds;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Says again and again that a reading goes on, whatever is done for it: fetching and keeping bytes may take minutes. */
final class Heartbeat implements AutoCloseable {

    private final BooleanSupplier beat;
    private final Rounds rounds = new Rounds("reading-heartbeat", "The heartbeat of a reading", this::say);
    private volatile boolean heard = true;

    /** @param beat false when the reading is somebody else's by now */
    Heartbeat(BooleanSupplier beat, Duration period) {
        this.beat = beat;
        rounds.start(period, period);
    }

    private void say() {
        if (!beat.getAsBoolean()) {
            heard = false;
        }
    }

    /** Whether the reading is still ours. */
    boolean isHeard() {
        return heard;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
