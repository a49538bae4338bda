package dev.trainyard.bench.service;

import dev.trainyard.testing.ServiceProcess;
import java.time.Duration;

/** Tells when a service has nothing more to do: its child processes have hardly used their processors for some seconds. */
record Rest(ServiceProcess service) {

    private static final long LOOK_MILLIS = 500;
    private static final int LOOKS = 6;
    private static final long HARDLY_MILLIS = 50;
    private static final int LONGEST = 240;

    /** Waits for it, two minutes at most. */
    void awaitIt() {
        long before = used();
        int quiet = 0;
        for (int look = 0; quiet < LOOKS && look < LONGEST; look++) {
            pause();
            long now = used();
            quiet = Math.abs(now - before) <= HARDLY_MILLIS ? quiet + 1 : 0;
            before = now;
        }
    }

    private long used() {
        return service.childJvms().stream()
                .mapToLong(child ->
                        child.info().totalCpuDuration().map(Duration::toMillis).orElse(0L))
                .sum();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
