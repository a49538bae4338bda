package dev.trainyard.worker;

import dev.trainyard.bundle.ColumnProfile;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.job.Checkpoint;
import dev.trainyard.job.Claim;
import dev.trainyard.job.FollowUp;
import dev.trainyard.json.Json;
import dev.trainyard.model.Models;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.trainer.BatchRequest;
import dev.trainyard.trainer.JobFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fills job folders with what a trainer needs. */
@Component
@WorkerRole
class JobInputs {

    private final ObjectStore store;
    private final Models models;

    JobInputs(ObjectStore store, Models models) {
        this.store = store;
        this.models = models;
    }

    /**
     * @throws InputGone when the rows or the checkpoint to begin from are no longer in the object store
     */
    void write(Claim claim, ResolvedJob job, JobFolder folder) throws IOException, InputGone {
        Files.createDirectories(folder.trainRows().getParent());
        Files.createDirectories(folder.checkpoints());
        Files.writeString(folder.job(), claim.document());
        if (claim.followUp().orElse(null) instanceof FollowUp.Generate made) {
            write(made, folder);
            return;
        }
        data(job.dataset(), folder.trainRows(), folder.trainPixels());
        data(job.validationDataset(), folder.validationRows(), folder.validationPixels());
        data(job.testDataset(), folder.testRows(), folder.testPixels());
        if (claim.checkpoint().isPresent()) {
            checkpoint(claim.checkpoint().get(), folder.startingCheckpoint());
        }
        FollowUp followUp = claim.followUp().orElse(null);
        if (job.start() != null && needsStart(claim, job, followUp)) {
            start(job.start(), folder.start());
        }
        if (followUp instanceof FollowUp.Publish publish) {
            write(publish, folder);
        } else if (followUp instanceof FollowUp.Reproduce again) {
            write(again, folder);
        } else if (followUp instanceof FollowUp.Evaluate measured) {
            write(measured, folder);
        } else if (followUp instanceof FollowUp.Predict answers) {
            write(answers, folder);
        }
    }

    /** Who goes on from a checkpoint does not, but for the points of a learning curve. */
    private static boolean needsStart(Claim claim, ResolvedJob job, @Nullable FollowUp followUp) {
        boolean anew = claim.checkpoint().isEmpty() || job.training().learningCurve() != null;
        boolean given = followUp instanceof FollowUp.Publish || followUp instanceof FollowUp.Evaluate;
        return anew && !given;
    }

    private void start(ResolvedJob.Start start, Path file) throws IOException, InputGone {
        try {
            store.download(start.sha256(), file);
        } catch (FileNotFoundException e) {
            throw InputGone.start();
        }
    }

    private void write(FollowUp.Publish publish, JobFolder folder) throws IOException, InputGone {
        try {
            store.download(publish.sha256(), folder.startingCheckpoint());
        } catch (FileNotFoundException e) {
            throw InputGone.checkpoint(publish.jobId(), publish.checkpoint());
        }
        Provenance.End end = new Provenance.End(
                "checkpoint",
                publish.epoch(),
                publish.iteration(),
                new Provenance.OfCheckpoint(publish.jobId(), publish.checkpoint()));
        write(end, folder);
    }

    private void write(FollowUp.Reproduce again, JobFolder folder) throws IOException, InputGone {
        try {
            store.download(again.parametersSha256(), folder.expected());
            Provenance then = models.version(again.model(), Integer.toString(again.version()))
                    .provenance();
            Files.writeString(folder.kernels(), then.kernels());
        } catch (FileNotFoundException | Problem e) {
            throw InputGone.version(again.model(), again.version());
        }
        if (again.end() != null) {
            write(again.end(), folder);
        }
    }

    private void write(FollowUp.Evaluate measured, JobFolder folder) throws IOException, InputGone {
        try {
            store.download(measured.parametersSha256(), folder.start());
        } catch (FileNotFoundException e) {
            throw InputGone.version(measured.model(), measured.version());
        }
        List<ColumnProfile> profile = models.version(measured.model(), Integer.toString(measured.version()))
                .manifest()
                .profile();
        Files.write(folder.profile(), Json.mapper().writeValueAsBytes(profile));
        write(new Provenance.End("evaluated", 0, 0, null), folder);
    }

    private void write(FollowUp.Predict answers, JobFolder folder) throws IOException, InputGone {
        bundle(answers.bundleSha256(), answers.model(), answers.version(), folder);
        FollowUp.Writing texts = answers.writing();
        write(
                texts == null
                        ? new BatchRequest(answers.probabilities(), answers.threshold())
                        : BatchRequest.ofWriting(texts.length(), texts.temperature(), texts.seed()),
                folder);
    }

    /** It reads no rows. */
    private void write(FollowUp.Generate made, JobFolder folder) throws IOException, InputGone {
        bundle(made.bundleSha256(), made.model(), made.version(), folder);
        write(BatchRequest.ofNoise(made.count(), made.seed(), made.labels()), folder);
    }

    private void bundle(Digest sha256, String model, int version, JobFolder folder) throws IOException, InputGone {
        try {
            store.download(sha256, folder.askedBundle());
        } catch (FileNotFoundException e) {
            throw InputGone.version(model, version);
        }
    }

    private static void write(BatchRequest request, JobFolder folder) throws IOException {
        Files.write(folder.batchRequest(), Json.mapper().writeValueAsBytes(request));
    }

    private static void write(Provenance.End end, JobFolder folder) throws IOException {
        Files.write(folder.end(), Json.mapper().writeValueAsBytes(end));
    }

    private void data(@Nullable DatasetSnapshot dataset, Path rows, Path pixels) throws IOException, InputGone {
        if (dataset == null) {
            return;
        }
        try {
            store.lend(dataset.typedSha256(), rows);
            if (dataset.pixelsSha256() != null) {
                store.lend(dataset.pixelsSha256(), pixels);
            }
        } catch (FileNotFoundException e) {
            throw InputGone.dataset(dataset);
        }
    }

    private void checkpoint(Checkpoint checkpoint, Path file) throws IOException {
        try {
            store.download(checkpoint.sha256(), file);
        } catch (FileNotFoundException e) {
            throw new IOException("checkpoint %d is not in the object store".formatted(checkpoint.n()), e);
        }
    }

    /** Something that a job was planned with has been deleted. */
    static final class InputGone extends Exception {

        private static final long serialVersionUID = 1L;

        private final String hint;

        private InputGone(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        static InputGone dataset(DatasetSnapshot dataset) {
            return new InputGone(
                    "Data set %s (revision %d) was deleted before the job began"
                            .formatted(dataset.id(), dataset.revision()),
                    "Upload the data again and submit the job with the new datasetId.");
        }

        static InputGone version(String model, int version) {
            return new InputGone(
                    "Version %d of %s was deleted before this job began".formatted(version, model),
                    "There is nothing left to compare with, to measure or to ask.");
        }

        static InputGone start() {
            return new InputGone(
                    "The network that training.initFrom names was deleted before the job began",
                    "Start from another one, or leave training.initFrom out.");
        }

        static InputGone checkpoint(String jobId, int n) {
            return new InputGone(
                    "Checkpoint %d of job %s was deleted before this job began".formatted(n, jobId),
                    "Choose one that is kept: GET /api/v1/jobs/%s/checkpoints lists them.".formatted(jobId));
        }

        String hint() {
            return hint;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
