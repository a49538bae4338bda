package dev.trainyard.model;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.Orphans;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enters versions into the database; versions of one model one after the other. */
@Service
class TransactionalRegistry implements ModelRegistry {

    private final TrainedModels models;
    private final TrainedVersions versions;
    private final Promotions promotions;
    private final Orphans orphans;
    private final ApplicationEventPublisher events;

    TransactionalRegistry(
            TrainedModels models,
            TrainedVersions versions,
            Promotions promotions,
            Orphans orphans,
            ApplicationEventPublisher events) {
        this.models = models;
        this.versions = versions;
        this.promotions = promotions;
        this.orphans = orphans;
        this.events = events;
    }

    /** @throws IllegalStateException when a file was deleted with equal bytes since it was stored; storing it again mends that */
    @Override
    @Transactional
    public int register(NewVersion version) {
        List<Digest> files =
                version.artifacts().stream().map(NewVersion.Artifact::sha256).toList();
        if (!orphans.hold(files)) {
            throw new IllegalStateException(
                    "a file of the new version of %s is no longer in the object store".formatted(version.model()));
        }
        models.make(version.model());
        TrainedModel model = models.lock(version.model()).orElseThrow();
        TrainedVersion entered = versions.saveAndFlush(new TrainedVersion(version, model.nextVersion()));
        promotions.consider(model, entered);
        events.publishEvent(new ModelChanged(version.model()));
        return entered.version();
    }
}
