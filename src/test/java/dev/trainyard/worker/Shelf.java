package dev.trainyard.worker;

import dev.trainyard.model.ModelRegistry;
import dev.trainyard.model.NewVersion;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where versions are put, to be looked at. */
final class Shelf implements ModelRegistry {

    private final List<NewVersion> versions = new CopyOnWriteArrayList<>();

    @Override
    public int register(NewVersion version) {
        versions.add(version);
        return versions.size();
    }

    boolean has(String jobId) {
        return versions.stream().anyMatch(version -> version.jobId().equals(jobId));
    }

    NewVersion of(String jobId) {
        return versions.stream()
                .filter(version -> version.jobId().equals(jobId))
                .findFirst()
                .orElseThrow();
    }
}
