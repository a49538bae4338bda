package dev.trainyard.prediction;

import dev.trainyard.model.ServedVersion;
import dev.trainyard.model.ServedVersions;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds the version that a caller names and lends it, loaded. */
@Component
@ApiRole
class ServedModels {

    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    private final ServedVersions versions;
    private final Servables servables;
    private final GatedLoader loader;
    private final Entrance entrance;
    private final VersionCounts counts;

    ServedModels(
            ServedVersions versions, Servables servables, GatedLoader loader, Entrance entrance, VersionCounts counts) {
        this.versions = versions;
        this.servables = servables;
        this.loader = loader;
        this.entrance = entrance;
        this.counts = counts;
    }

    /** What is done with a loaded version. */
    interface Use<T> {
        T of(ServedVersion version, Servable servable);
    }

    /** What is done with a loaded version and the examples that it has read. */
    interface UseOfExamples<T> {
        T of(ServedVersion version, Servable servable, Servable.Read read);
    }

    /**
     * Uses a version, as soon as there is a place.
     *
     * @param version a number, an alias, or {@code latest}
     * @throws Problem {@code not_found}, {@code unavailable}, {@code too_many_requests}
     */
    <T> T use(String model, String version, Use<T> use) {
        return lend(
                versions.asked(model, version),
                (served, servable) ->
                        counts.counted(served, () -> entrance.through(model, () -> use.of(served, servable))));
    }

    /** Whether a call may have to wait for a place. */
    boolean isFull() {
        return entrance.isFull();
    }

    /** Why a call would be refused for want of a place, before its body is read; null when it would not be. */
    @Nullable
    Problem refusal(String model, String version) {
        Problem refusal = entrance.refusal(model);
        if (refusal != null) {
            versions.askedOfKnown(model, version).ifPresent(counts::busy);
        }
        return refusal;
    }

    /** Looks at a version, which takes no time and is not counted. */
    <T> T look(String model, String version, Use<T> use) {
        return lend(versions.served(model, version), use);
    }

    /** Looks at the version that a call would get. */
    <T> T lookAtAsked(String model, String version, Use<T> use) {
        return lend(versions.asked(model, version), use);
    }

    /** Gives back what a version takes of this process, until it is asked again. */
    void unload(ServedVersion version) {
        servables.unload(version.bundle());
    }

    private <T> T lend(ServedVersion served, Use<T> use) {
        if (served.unservable() != null) {
            throw unservable(served, served.unservable());
        }
        try (Servables.Lease lease = servables.lease(served.bundle())) {
            return use.of(served, lease.servable());
        } catch (BundleUnreadable e) {
            throw unservable(served, e.reason());
        } catch (IOException e) {
            throw unreachable(served, e);
        }
    }

    /**
     * Uses a version that reads examples.
     *
     * @throws Problem {@code invalid_prediction_input} with everything that is wrong with them; {@code too_large}
     */
    <T> T read(String model, String version, Asked asked, UseOfExamples<T> use) {
        return use(model, version, (served, servable) -> {
            List<? extends @Nullable Object> examples = asked.of(servable.field());
            return use.of(served, servable, servable.read(examples));
        });
    }

    /** Fetches the version's bundle once more and holds it against its golden rows. */
    GoldenGate.Verdict selftest(String model, String version) {
        ServedVersion served = versions.served(model, version);
        try {
            return loader.check(served.bundle());
        } catch (IOException e) {
            throw unreachable(served, e);
        }
    }

    private static Problem unservable(ServedVersion served, String reason) {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "version %d of %s cannot be served: %s".formatted(served.version(), served.model(), reason));
    }

    private static Problem unreachable(ServedVersion served, IOException e) {
        LOG.warn("The bundle {} could not be fetched", served.bundle(), e);
        return new Problem(
                ProblemType.UNAVAILABLE,
                "version %d of %s could not be fetched from the object store; try again in a few seconds"
                        .formatted(served.version(), served.model()));
    }
}
