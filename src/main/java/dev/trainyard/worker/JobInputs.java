package dev.trainyard.worker;

import dev.trainyard.job.Checkpoint;
import dev.trainyard.job.Claim;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.trainer.JobFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fills job folders with what a trainer needs. */
@Component
@WorkerRole
class JobInputs {

    private final ObjectStore store;

    JobInputs(ObjectStore store) {
        this.store = store;
    }

    /**
     * @throws DatasetGone when the rows are no longer in the object store
     */
    void write(Claim claim, ResolvedJob job, JobFolder folder) throws IOException, DatasetGone {
        Files.createDirectories(folder.trainRows().getParent());
        Files.createDirectories(folder.checkpoints());
        Files.writeString(folder.job(), claim.document());
        data(job.dataset(), folder.trainRows(), folder.trainPixels());
        data(job.validationDataset(), folder.validationRows(), folder.validationPixels());
        data(job.testDataset(), folder.testRows(), folder.testPixels());
        if (claim.checkpoint().isPresent()) {
            checkpoint(claim.checkpoint().get(), folder.startingCheckpoint());
        }
    }

    private void data(@Nullable DatasetSnapshot dataset, Path rows, Path pixels) throws IOException, DatasetGone {
        if (dataset == null) {
            return;
        }
        try {
            store.download(dataset.typedSha256(), rows);
            if (dataset.pixelsSha256() != null) {
                store.download(dataset.pixelsSha256(), pixels);
            }
        } catch (FileNotFoundException e) {
            throw new DatasetGone(dataset);
        }
    }

    private void checkpoint(Checkpoint checkpoint, Path file) throws IOException {
        try {
            store.download(checkpoint.sha256(), file);
        } catch (FileNotFoundException e) {
            throw new IOException("checkpoint %d is not in the object store".formatted(checkpoint.n()), e);
        }
    }

    /** The rows that a job was planned with have been deleted. */
    static final class DatasetGone extends Exception {

        private static final long serialVersionUID = 1L;

        DatasetGone(DatasetSnapshot dataset) {
            super("Data set %s (revision %d) was deleted before the job began"
                    .formatted(dataset.id(), dataset.revision()));
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
