package dev.trainyard.prediction;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes models that nobody has asked for a while. */
final class IdleModels implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(IdleModels::thread);

    /** @param longest how long a model stays loaded that nobody asks */
    IdleModels(Servables servables, Duration longest) {
        long every = Math.max(
                1, Math.min(longest.toMillis() / 2, Duration.ofMinutes(1).toMillis()));
        clock.scheduleWithFixedDelay(() -> servables.unload(longest), every, every, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "idle-models");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
