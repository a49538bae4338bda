package dev.trainyard.model;

import dev.trainyard.database.Notifications;
import dev.trainyard.problem.Problem;
import dev.trainyard.tenant.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Finds what predictions need without asking the database for each. What was found is kept until a model changes: changes
 * made here are seen at once, those of other processes as soon as the database tells of them, within a second if it does not.
 */
@Service
public class ServedVersions {

    private static final String CHANNEL = "trainyard_model";

    private final Models models;
    private volatile Known known = new Known();

    ServedVersions(Models models, Notifications notifications) {
        this.models = models;
        notifications.channel(CHANNEL).on("", this::forget);
    }

    private record Name(String tenant, String model, String version) {

        static Name of(String model, String version) {
            return new Name(Tenant.current(), model, version);
        }
    }

    /** What was found since the last change. What is found while something changes goes into one that is forgotten already. */
    private static final class Known {

        private final Map<Name, ServedVersion> versions = new ConcurrentHashMap<>();
        private final Map<Name, Traffic> traffic = new ConcurrentHashMap<>();
    }

    /**
     * What is needed to serve a version.
     *
     * @param version its number, an alias, or {@code latest}
     * @throws Problem {@code not_found}, {@code unavailable}
     */
    public ServedVersion served(String model, String version) {
        return served(known, model, version);
    }

    /**
     * What is needed to serve one call, which one of several versions gets where an alias shares its calls out.
     *
     * @param version its number, an alias, or {@code latest}
     * @throws Problem {@code not_found}, {@code unavailable}
     */
    public ServedVersion asked(String model, String version) {
        Known now = known;
        if (Models.isNoAlias(version)) {
            return served(now, model, version);
        }
        Traffic traffic =
                found(now.traffic, Name.of(model, version), name -> models.traffic(name.model, name.version));
        int number = traffic.drawn(ThreadLocalRandom.current().nextDouble());
        return served(now, model, Integer.toString(number)).followedBy(traffic.shadow());
    }

    private ServedVersion served(Known now, String model, String version) {
        return found(now.versions, Name.of(model, version), name -> models.served(name.model, name.version));
    }

    /** Asks outside the map's lock: whoever comes at the same time asks as well, and all find the same. */
    private static <T> T found(Map<Name, T> known, Name name, Function<Name, T> database) {
        T found = known.get(name);
        if (found == null) {
            found = database.apply(name);
            known.put(name, found);
        }
        return found;
    }

    @TransactionalEventListener
    void changed(ModelChanged ignored) {
        forget();
    }

    private void forget() {
        known = new Known();
    }
}
