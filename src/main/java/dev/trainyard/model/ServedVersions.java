package dev.trainyard.model;

import dev.trainyard.database.Notifications;
import dev.trainyard.problem.Problem;
import dev.trainyard.tenant.Tenant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Finds what predictions need without asking the database for each. What was found is kept until a model changes: changes
 * made here are seen at once, those of other processes as soon as the database tells of them. While it cannot be heard, and otherwise
 * after half a minute, what is known is asked again while it is still given.
 */
@Service
public class ServedVersions implements DisposableBean {

    private static final String CHANNEL = "trainyard_model";
    private static final int MOST_WAITING = 1000;

    /** Tables that are filled without their triggers, as a replica's, tell nobody. To ask costs milliseconds for each model. */
    private static final int SECONDS_UNTIL_ASKED = 30;

    private final Models models;
    private final AtomicLong round = new AtomicLong();
    private final ThreadPoolExecutor behind = new ThreadPoolExecutor(
            0, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), ServedVersions::thread);
    private volatile Known known;

    ServedVersions(Models models, Notifications notifications) {
        this.models = models;
        this.known = Known.by(models);
        notifications.channel(CHANNEL).on("", new News());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "served-versions");
        thread.setDaemon(true);
        return thread;
    }

    private record Name(String tenant, String model, String version) {

        static Name of(String model, String version) {
            return new Name(Tenant.current(), model, version);
        }

        /** What its tenant finds under it, whoever asks. */
        <T> T find(BiFunction<String, String, T> database) {
            try (Tenant.Scope ignored = Tenant.of(tenant)) {
                return database.apply(model, version);
            }
        }
    }

    /** What was found since the last change. What is found while something changes goes into one that is forgotten already. */
    private record Known(Kept<Name, ServedVersion> versions, Kept<Name, Traffic> traffic) {

        static Known by(Models models) {
            return new Known(
                    new Kept<>(name -> name.find(models::served)), new Kept<>(name -> name.find(models::traffic)));
        }

        Known afterAChange() {
            return new Known(versions.afterAChange(), traffic.afterAChange());
        }
    }

    private final class News implements Notifications.Patient {

        private int seconds;

        @Override
        public void run() {
            forget();
        }

        @Override
        public void round() {
            if (++seconds % SECONDS_UNTIL_ASKED == 0) {
                round.incrementAndGet();
            }
        }

        @Override
        public void unheard() {
            round.incrementAndGet();
        }
    }

    /**
     * What is needed to serve a version.
     *
     * @param version its number, an alias, or {@code latest}
     * @throws Problem {@code not_found}, {@code unavailable}
     */
    public ServedVersion served(String model, String version) {
        return known.versions.get(Name.of(model, version), round.get(), behind);
    }

    /**
     * What is needed to serve one call, which one of several versions gets where an alias shares its calls out.
     *
     * @param version its number, an alias, or {@code latest}
     * @throws Problem {@code not_found}, {@code unavailable}
     */
    public ServedVersion asked(String model, String version) {
        if (Models.isNoAlias(version)) {
            return served(model, version);
        }
        Known now = known;
        Traffic traffic = now.traffic.get(Name.of(model, version), round.get(), behind);
        return now.versions
                .get(Name.of(model, drawn(traffic)), round.get(), behind)
                .followedBy(traffic.shadow());
    }

    /** The same, where it is known without asking the database. */
    public Optional<ServedVersion> askedOfKnown(String model, String version) {
        Known now = known;
        return Models.isNoAlias(version)
                ? now.versions.known(Name.of(model, version))
                : now.traffic
                        .known(Name.of(model, version))
                        .flatMap(traffic -> now.versions.known(Name.of(model, drawn(traffic))));
    }

    private static String drawn(Traffic traffic) {
        return Integer.toString(traffic.drawn(ThreadLocalRandom.current().nextDouble()));
    }

    @TransactionalEventListener
    void changed(ModelChanged ignored) {
        forget();
    }

    private void forget() {
        known = known.afterAChange();
    }

    @Override
    public void destroy() {
        behind.shutdownNow();
    }
}
