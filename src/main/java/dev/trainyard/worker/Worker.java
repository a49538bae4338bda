package dev.trainyard.worker;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.trainyard.database.Notifications;
import dev.trainyard.database.Outage;
import dev.trainyard.job.Claim;
import dev.trainyard.job.JobQueue;
import dev.trainyard.job.JobSignals;
import dev.trainyard.job.Slots;
import dev.trainyard.role.Occupied;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.tenant.Threads;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes jobs from the queue, as many at once as it has slots. */
@Component
@WorkerRole
class Worker implements SmartLifecycle, Occupied {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String id = "wrk_" + UlidCreator.getMonotonicUlid();
    private final WorkerSettings settings;
    private final JobQueue queue;
    private final JobSignals signals;
    private final Workbench bench;
    private final Presence presence;
    private final Slots slots;
    private final Semaphore news = new Semaphore(0);
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("job"));
    private final Clockwork clock = new Clockwork();
    private volatile @Nullable Thread claimer;

    Worker(WorkerSettings settings, JobQueue queue, JobSignals signals, Workbench bench, Presence presence) {
        this.settings = settings;
        this.queue = queue;
        this.signals = signals;
        this.bench = bench;
        this.presence = presence;
        this.slots = new Slots(settings.slots());
    }

    @Override
    public void start() {
        try {
            presence.enter(id);
        } catch (SQLException e) {
            throw new IllegalStateException("the worker could not enter itself into the database", e);
        }
        clock.every(Duration.ofSeconds(1), () -> presence.beat(attempts));
        clock.every(Duration.ofMillis(500), this::watch);
        if (presence.trains()) {
            threads.execute(bench.spares()::warmUp);
        }
        Thread thread = Threads.named("claimer").newThread(this::claimAll);
        claimer = thread;
        thread.start();
    }

    private void watch() {
        presence.fence(attempts);
        attempts.forEach(attempt -> attempt.leash().watchMemory());
    }

    private void claimAll() {
        try (Notifications.Subscription subscription = signals.onQueued(news::release)) {
            while (isRunning()) {
                int taken = claim(slots.await());
                slots.took(taken);
                if (taken == 0) {
                    news.tryAcquire(1, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int claim(int most) {
        news.drainPermits();
        if (!presence.trains() || !bench.scratch().hasRoom()) {
            return 0;
        }
        try {
            List<Claim> claims = queue.claim(id, Set.copyOf(settings.labels()), presence.gpus(), most);
            claims.forEach(this::begin);
            return claims.size();
        } catch (RuntimeException | Error e) { // such as a job of a newer version; it stays in the queue
            Outage.tell(LOG, "Claiming a job", e);
            return 0;
        }
    }

    private void begin(Claim claim) {
        Attempt attempt = new Attempt(claim, bench, clock.errands(), new Leash(settings, clock.timer()));
        attempts.add(attempt);
        if (!isRunning()) {
            attempt.leash().drain();
        }
        try {
            threads.execute(() -> {
                try {
                    attempt.run();
                } finally {
                    end(attempt);
                }
            });
        } catch (RuntimeException | Error e) { // the system gives no thread
            end(attempt);
            attempt.breakDown(e);
        }
    }

    private void end(Attempt attempt) {
        attempts.remove(attempt);
        slots.release();
    }

    @Override
    public boolean isOccupied() {
        return !attempts.isEmpty();
    }

    /** Runs beside the other parts' stopping, for it may take a while. */
    @Override
    public void stop(Runnable stopped) {
        Threads.named("worker-stop")
                .newThread(() -> {
                    try {
                        stop();
                    } finally {
                        stopped.run();
                    }
                })
                .start();
    }

    /** Has every trainer write a checkpoint, and gives the jobs back for others to go on with. */
    @Override
    public void stop() {
        Thread thread = claimer;
        claimer = null;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        attempts.forEach(attempt -> attempt.leash().drain());
        try {
            if (!slots.close(settings.drain().toMillis())) {
                LOG.warn("{} attempts did not stop in time; others will find them abandoned", attempts.size());
                attempts.forEach(attempt -> attempt.leash().lose());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clock.close();
        bench.spares().close();
        presence.leave(id);
    }

    @Override
    public boolean isRunning() {
        return claimer != null;
    }
}
