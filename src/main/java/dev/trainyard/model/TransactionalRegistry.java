package dev.trainyard.model;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enters versions into the database; versions of one model one after the other. */
@Service
class TransactionalRegistry implements ModelRegistry {

    private final TrainedModels models;
    private final TrainedVersions versions;

    TransactionalRegistry(TrainedModels models, TrainedVersions versions) {
        this.models = models;
        this.versions = versions;
    }

    @Override
    @Transactional
    public int register(NewVersion version) {
        models.make(version.model());
        TrainedModel model = models.lock(version.model()).orElseThrow();
        return versions.saveAndFlush(new TrainedVersion(version, model.nextVersion()))
                .version();
    }
}
