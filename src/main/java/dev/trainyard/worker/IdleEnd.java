package dev.trainyard.worker;

import dev.trainyard.role.Occupied;
import dev.trainyard.role.WorkerRole;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends a worker's process when it has had nothing to do for a while, for workers that are started for the work there is. */
@Component
@WorkerRole
@ConditionalOnProperty("trainyard.worker.idle")
class IdleEnd implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IdleEnd.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Duration most;
    private final List<Occupied> parts;
    private final ConfigurableApplicationContext process;
    private @Nullable Clockwork clock;

    IdleEnd(WorkerSettings settings, List<Occupied> parts, ConfigurableApplicationContext process) {
        this.most = Objects.requireNonNull(settings.idle(), "trainyard.worker.idle");
        this.parts = List.copyOf(parts);
        this.process = process;
    }

    /** How long it has been idle, and whether that is long enough; asked by one thread. */
    static final class Patience {

        private final Duration most;
        private long lastOccupied;
        private boolean ended;

        Patience(Duration most, long nanoTime) {
            this.most = most;
            this.lastOccupied = nanoTime;
        }

        /** Whether it ends now, which it does once. */
        boolean endsAt(long nanoTime, boolean occupied) {
            if (occupied) {
                lastOccupied = nanoTime;
            } else if (!ended && nanoTime - lastOccupied > most.toNanos()) {
                ended = true;
                return true;
            }
            return false;
        }
    }

    private void look(Patience patience) {
        if (patience.endsAt(System.nanoTime(), parts.stream().anyMatch(Occupied::isOccupied))) {
            LOG.info("There was nothing to do for {} s; this worker ends", most.toSeconds());
            // Not on this thread, which the end stops.
            new Thread(() -> System.exit(SpringApplication.exit(process)), "idle-end").start();
        }
    }

    @Override
    public synchronized void start() {
        Patience patience = new Patience(most, System.nanoTime());
        clock = new Clockwork();
        clock.every(LOOK, () -> look(patience));
    }

    @Override
    public synchronized void stop() {
        if (clock != null) {
            clock.close();
            clock = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }
}
