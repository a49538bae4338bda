package dev.trainyard.dataset;

import dev.trainyard.database.Notifications;
import dev.trainyard.database.Outage;
import dev.trainyard.role.Occupied;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.tenant.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Claims readings and does them, a few at a time, as long as this process is a worker. */
@Component
@WorkerRole
class ReadingLoop implements SmartLifecycle, Occupied {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingLoop.class);
    private static final int AT_ONCE = 2;
    private static final Duration LONG_READING = Duration.ofSeconds(5);

    private final ReadingQueue queue;
    private final ReadingWorker worker;
    private final Readers readers;
    private final DatasetSignals signals;
    private final String name = "reader-" + UUID.randomUUID();
    private final Semaphore work = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private Notifications.@Nullable Subscription subscription;
    private final AtomicInteger reading = new AtomicInteger();
    private volatile long lastBegin;
    private volatile boolean running;

    ReadingLoop(ReadingQueue queue, ReadingWorker worker, Readers readers, DatasetSignals signals) {
        this.queue = queue;
        this.worker = worker;
        this.readers = readers;
        this.signals = signals;
    }

    private void loop() {
        while (running) {
            try {
                prepareSpare();
                work.tryAcquire(1, TimeUnit.SECONDS);
                readAllQueued();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) { // another reads it when its lease is over
                Outage.tell(LOG, "Reading a data set", e);
            }
        }
    }

    /** Starting a reader takes a core for a second, which one that reads just now may need; a long reading does not mind. */
    private void prepareSpare() {
        if (reading.get() == 0 || System.nanoTime() - lastBegin > LONG_READING.toNanos()) {
            readers.prepare();
        }
    }

    private void readAllQueued() throws InterruptedException {
        queue.reap();
        Optional<ReadingQueue.Claimed> claimed = queue.claim(name);
        while (running && claimed.isPresent()) {
            try (Tenant.Scope ignored = Tenant.of(claimed.get().tenant())) {
                readOrGiveUp(claimed.get());
            }
            claimed = queue.claim(name);
        }
    }

    private void readOrGiveUp(ReadingQueue.Claimed claimed) throws InterruptedException {
        if (claimed.failures() >= ReadingQueue.MOST_FAILURES) {
            worker.giveUp(claimed);
        } else {
            read(claimed);
        }
    }

    private void read(ReadingQueue.Claimed claimed) throws InterruptedException {
        lastBegin = System.nanoTime();
        reading.incrementAndGet();
        try {
            worker.read(claimed, () -> running);
        } finally {
            reading.decrementAndGet();
        }
    }

    @Override
    public boolean isOccupied() {
        return reading.get() > 0;
    }

    @Override
    public synchronized void start() {
        running = true;
        subscription = signals.onQueued(() -> work.release(AT_ONCE));
        ThreadFactory factory = Threads.named("reading");
        for (int i = 0; i < AT_ONCE; i++) {
            Thread thread = factory.newThread(this::loop);
            threads.add(thread);
            thread.start();
        }
    }

    /** Ends the processes of running readings; others read them when their lease is over. */
    @Override
    public synchronized void stop() {
        running = false;
        if (subscription != null) {
            subscription.close();
        }
        threads.forEach(Thread::interrupt);
        threads.forEach(ReadingLoop::await);
        threads.clear();
    }

    private static void await(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the signals that wake it and stops before them. */
    @Override
    public int getPhase() {
        return 1;
    }
}
