package dev.trainyard.job;

import dev.trainyard.model.Models;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.problem.Problem;
import dev.trainyard.storage.ObjectStore;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Has versions of models trained again by their recorded recipe, each by a job of its own. */
@Component
public class Reproductions {

    private final Models models;
    private final ObjectStore store;
    private final JobQueue queue;

    Reproductions(Models models, ObjectStore store, JobQueue queue) {
        this.models = models;
        this.store = store;
        this.queue = queue;
    }

    /**
     * Queues it.
     *
     * @return the id of the job that trains the version again
     * @throws Problem {@code conflict} when something that it was made from is gone
     */
    public String reproduce(String model, String version) throws IOException {
        TrainedVersion found = models.version(model, version);
        ResolvedJob recipe = found.provenance().resolved();
        requireData(found, recipe);
        requireStart(found, recipe);
        return queue.enqueue(NewJob.reproducing(recipe, found));
    }

    private void requireData(TrainedVersion version, ResolvedJob recipe) throws IOException {
        for (DatasetSnapshot data : Stream.of(recipe.dataset(), recipe.validationDataset(), recipe.testDataset())
                .filter(Objects::nonNull)
                .toList()) {
            boolean pixelsGone = data.pixelsSha256() != null && !store.exists(data.pixelsSha256());
            if (pixelsGone || !store.exists(data.typedSha256())) {
                throw gone(
                        version,
                        "data set %s (revision %d), which it was made from, is gone"
                                .formatted(data.id(), data.revision()));
            }
        }
    }

    private void requireStart(TrainedVersion version, ResolvedJob recipe) throws IOException {
        ResolvedJob.Start start = recipe.start();
        if (start != null && !store.exists(start.sha256())) {
            throw gone(version, "the network that its training started from is gone");
        }
    }

    private static Problem gone(TrainedVersion version, String why) {
        return Problem.conflict(
                "Version %d of %s cannot be trained again: %s".formatted(version.version(), version.model(), why));
    }
}
