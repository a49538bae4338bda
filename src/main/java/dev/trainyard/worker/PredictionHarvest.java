package dev.trainyard.worker;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.job.JobState;
import dev.trainyard.job.Phase;
import dev.trainyard.job.PredictedDataset;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.trainer.BatchOutcome;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends a job that answered the rows of a data set or made one: what it wrote becomes a data set, in the transaction that ends the job. */
@Component
@WorkerRole
class PredictionHarvest {

    /** Where a picture lies; what of it was read is known by another name. */
    private static final String PATH = "path";

    private final Datasets datasets;
    private final ObjectStore store;
    private final Orphans orphans;
    private final RunningJobs jobs;

    PredictionHarvest(Datasets datasets, ObjectStore store, Orphans orphans, RunningJobs jobs) {
        this.datasets = datasets;
        this.store = store;
        this.orphans = orphans;
        this.jobs = jobs;
    }

    /**
     * Ends it.
     *
     * @param name of what is made
     * @param source whose rows were answered; null where none were
     * @throws IOException when what was written cannot be read or stored
     */
    JobState conclude(
            Running running,
            String name,
            @Nullable DatasetSnapshot source,
            String stopReason,
            JobFolder folder,
            Persistence persistence)
            throws IOException, InterruptedException {
        persistence.write(() -> jobs.enter(running, Phase.PUBLISHING));
        BatchOutcome outcome = Json.mapper().readValue(Files.readAllBytes(folder.batchOutcome()), BatchOutcome.class);
        StoredObject object = persistence.reach(
                () -> store.put(outcome.pictures() ? folder.predictedPictures() : folder.predictions()));
        persistence.write(() -> orphans.doubt(List.of(object.digest())));
        DatasetSpec spec = spec(source, outcome);
        String file = name + (outcome.pictures() ? ".zip" : ".csv");
        return persistence.get(() -> jobs.predicted(
                running,
                stopReason,
                () -> new PredictedDataset(
                        datasets.add(name, spec, file, object).getId(), outcome.rows(), outcome.answered())));
    }

    private DatasetSpec spec(@Nullable DatasetSnapshot source, BatchOutcome outcome) {
        List<ColumnOverride> columns = new ArrayList<>(source == null ? List.of() : typed(source));
        if (outcome.pictures()) {
            columns.removeIf(column -> PATH.equalsIgnoreCase(column.name()));
        }
        outcome.predicted().stream()
                .filter(column -> column.type() != null)
                .forEach(column -> columns.add(new ColumnOverride(column.name(), null, column.type())));
        DatasetSpec table = DatasetSpec.EMPTY
                .withHeader(true)
                .withSigns(",", "\"")
                .withNullValues(List.of(""))
                .withColumns(columns);
        return outcome.pictures()
                ? table.ofPictures(DatasetKind.IMAGES, null, null)
                : table.withKind(DatasetKind.TABULAR);
    }

    /** The columns of the rows are read as they were, as far as that is still known. */
    private List<ColumnOverride> typed(DatasetSnapshot source) {
        try {
            ReadyDataset dataset = datasets.find(source.id());
            return dataset.revision() != source.revision()
                    ? List.of()
                    : dataset.columns().stream()
                            .map(column -> new ColumnOverride(column.name(), null, column.type()))
                            .toList();
        } catch (Problem e) {
            return List.of();
        }
    }
}
