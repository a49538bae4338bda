package dev.trainyard.job;

import dev.trainyard.tenant.Tenant;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that have a name, serve all tenants and do not keep the process alive. */
final class Threads {

    private Threads() {}

    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(Tenant.forAll(work), "%s-%d".formatted(name, count.incrementAndGet()));
            thread.setDaemon(true);
            return thread;
        };
    }
}
