package dev.trainyard.job;

import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.dataset.ReadyDatasets;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.json.Json;
import dev.trainyard.model.Models;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.plan.MeasuredDataset;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Has versions of models measured on other data sets, each by a job that trains nothing. */
@Component
public class Reevaluations {

    private final Models models;
    private final ReadyDatasets datasets;
    private final JobQueue queue;

    Reevaluations(Models models, ReadyDatasets datasets, JobQueue queue) {
        this.models = models;
        this.datasets = datasets;
        this.queue = queue;
    }

    /**
     * Queues it.
     *
     * @return the id of the job that measures the version
     * @throws Problem {@code invalid_job} when the data set has not what the version reads and answers
     */
    public String evaluate(String model, String version, String datasetId) {
        TrainedVersion found = models.version(model, version);
        ResolvedJob recipe = found.provenance().resolved();
        ReadyDataset dataset = datasets.find(datasetId);
        List<Violation> violations = new MeasuredDataset(recipe, dataset).violations();
        if (!violations.isEmpty()) {
            throw new Problem(
                    ProblemType.INVALID_JOB,
                    "version %d of %s cannot be measured on data set '%s': %s"
                            .formatted(
                                    found.version(),
                                    found.model(),
                                    dataset.name(),
                                    violations.get(0).message()),
                    violations);
        }
        return queue.enqueue(NewJob.evaluating(measuring(recipe, found, dataset), found, datasetId));
    }

    /** The same rows to learn the encoders from, the version's own parameters, and other rows to test on. */
    private static ResolvedJob measuring(ResolvedJob recipe, TrainedVersion version, ReadyDataset dataset) {
        ObjectNode told = Json.mapper().valueToTree(recipe);
        told.set("testDataset", Json.mapper().valueToTree(ResolvedJob.DatasetSnapshot.of(dataset)));
        told.set(
                "start",
                Json.mapper()
                        .valueToTree(new ResolvedJob.Start(
                                NewJob.parameters(version),
                                false,
                                recipe.layers().stream().map(LayerReport::name).toList())));
        ObjectNode training = (ObjectNode) told.get("training");
        training.remove(List.of("calibration", "learningCurve", "initFrom"));
        return Json.mapper().treeToValue(told, ResolvedJob.class);
    }
}
