package dev.trainyard.prediction;

import dev.trainyard.model.Models;
import dev.trainyard.model.ServedVersion;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import java.util.List;
import org.springframework.stereotype.Service;

/** Tells what this process was asked of the versions that can be served, stage by stage. */
@Service
@ApiRole
public class Statistics {

    private final Models models;
    private final VersionCounts counts;

    Statistics(Models models, VersionCounts counts) {
        this.models = models;
        this.counts = counts;
    }

    /** A version, and what it was asked. */
    public record OfVersion(String model, int version, CallStatistics calls) {}

    /** Of all models, at most 10,000 versions, by name, newest first. */
    public List<OfVersion> all() {
        return of(models.served());
    }

    /**
     * Of the newest 1,000 versions of a model.
     *
     * @throws Problem {@code not_found}
     */
    public List<OfVersion> of(String model) {
        return of(models.served(model));
    }

    /**
     * Of one version.
     *
     * @param version its number, an alias, or {@code latest}
     * @throws Problem {@code not_found}, {@code unavailable}
     */
    public OfVersion of(String model, String version) {
        return of(models.served(model, version));
    }

    private List<OfVersion> of(List<ServedVersion> versions) {
        return versions.stream()
                .filter(version -> version.unservable() == null)
                .map(this::of)
                .toList();
    }

    private OfVersion of(ServedVersion version) {
        return new OfVersion(
                version.model(),
                version.version(),
                counts.statistics(version.model(), version.version()).orElse(CallStatistics.NONE));
    }
}
