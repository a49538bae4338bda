package dev.trainyard.tenant;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that have a name, serve all tenants and do not keep the process alive. */
public final class Threads {

    private Threads() {}

    /** Makes threads called {@code name-1}, {@code name-2} and so on. */
    public static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(Tenant.forAll(work), "%s-%d".formatted(name, count.incrementAndGet()));
            thread.setDaemon(true);
            return thread;
        };
    }
}
