package dev.trainyard.webhook;

import dev.trainyard.database.Notifications;
import dev.trainyard.database.Outage;
import dev.trainyard.role.ApiRole;
import dev.trainyard.tenant.Threads;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends what waits in the outbox, a few messages at a time. */
@Component
@ApiRole
class Courier implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final String CHANNEL = "trainyard_webhook";
    private static final int AT_ONCE = 4;
    private static final long SWEEP_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Outbox outbox;
    private final Destinations destinations;
    private final Post post;
    private final Notifications.Channel news;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore places = new Semaphore(AT_ONCE);
    private Notifications.@Nullable Subscription subscription;
    private @Nullable ExecutorService threads;
    private long lastSweep = System.nanoTime();
    private volatile boolean running;

    Courier(Outbox outbox, Destinations destinations, Post post, Notifications notifications) {
        this.outbox = outbox;
        this.destinations = destinations;
        this.post = post;
        this.news = notifications.channel(CHANNEL);
    }

    private void loop(ExecutorService carriers) {
        while (running) {
            try {
                wake.tryAcquire(1, TimeUnit.SECONDS);
                wake.drainPermits();
                sendAllDue(carriers);
                sweepNowAndThen();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                Outage.tell(LOG, "Sending webhooks", e);
            }
        }
    }

    /** What no thread carries is due again when its lease is over. */
    private void handTo(ExecutorService carriers, Parcel parcel) {
        try {
            carriers.execute(() -> carry(parcel));
        } catch (RuntimeException | Error e) { // no thread could be made
            places.release();
            throw e;
        }
    }

    private void sendAllDue(ExecutorService carriers) throws InterruptedException {
        boolean more = true;
        while (running && more) {
            places.acquire();
            Optional<Parcel> parcel = Optional.empty();
            try {
                parcel = outbox.claim();
            } finally {
                if (parcel.isEmpty()) {
                    places.release();
                }
            }
            parcel.ifPresent(found -> handTo(carriers, found));
            more = parcel.isPresent();
        }
    }

    private void carry(Parcel parcel) {
        try {
            send(parcel);
        } catch (RuntimeException e) {
            LOG.warn("Delivery {} is sent again later: {}", parcel.deliveryId(), e.getMessage());
        } finally {
            places.release();
        }
    }

    /** Sends a message, and writes down how that ended. */
    void send(Parcel parcel) {
        long start = System.nanoTime();
        Outcome outcome = outcome(parcel);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (running || outcome.isDelivered()) {
            outbox.sent(
                    parcel,
                    outcome,
                    took,
                    Backoff.STANDARD.after(parcel.tries()).orElse(null));
        }
    }

    private Outcome outcome(Parcel parcel) {
        try {
            return post.send(destinations.of(parcel.url()), headers(parcel, Instant.now()), parcel.body());
        } catch (UnknownHostException e) {
            return Outcome.unreached("its host is not known");
        } catch (RefusedDestination e) {
            return Outcome.unreached("nothing is sent there: " + e.getMessage());
        }
    }

    private static Map<String, String> headers(Parcel parcel, Instant now) {
        return Map.of(
                "webhook-id",
                parcel.messageId(),
                "webhook-timestamp",
                String.valueOf(now.getEpochSecond()),
                "webhook-signature",
                Signature.of(parcel.secrets(), parcel.messageId(), now, parcel.body()));
    }

    private void sweepNowAndThen() {
        if (System.nanoTime() - lastSweep > SWEEP_NANOS) {
            lastSweep = System.nanoTime();
            outbox.sweep();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        subscription = news.on("", wake::release);
        ExecutorService carriers = Executors.newCachedThreadPool(Threads.named("webhooks"));
        threads = carriers;
        carriers.execute(() -> loop(carriers));
    }

    /** What is on its way is sent again later, perhaps by another process. */
    @Override
    public synchronized void stop() {
        running = false;
        if (subscription != null) {
            subscription.close();
        }
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the notifications that wake it and stops before them. */
    @Override
    public int getPhase() {
        return 1;
    }
}
