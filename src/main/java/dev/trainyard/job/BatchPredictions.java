package dev.trainyard.job;

import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.dataset.ReadyDatasets;
import dev.trainyard.json.Json;
import dev.trainyard.model.Models;
import dev.trainyard.model.ServedVersion;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.plan.MeasuredDataset;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Has versions of models answer the rows of data sets, or generate some, each by a job that trains nothing and makes a data set. */
@Component
public class BatchPredictions {

    private static final int LONGEST_NAME = 63;
    private static final String ENDING = "-predictions";

    private final Models models;
    private final ReadyDatasets datasets;
    private final JobQueue queue;

    BatchPredictions(Models models, ReadyDatasets datasets, JobQueue queue) {
        this.models = models;
        this.datasets = datasets;
        this.queue = queue;
    }

    /**
     * How many examples are to be generated.
     *
     * @param name of the data set that is made, null for one after the model
     * @param seed null for any
     * @param labels the classes of the examples, over and over; null for all of them
     */
    public record Made(
            @Nullable String name,
            int count,
            @Nullable Long seed,
            @Nullable List<String> labels) {}

    /**
     * What is to be answered, and how.
     *
     * @param name of the data set that is made, null for one after the model
     * @param probabilities whether they are told, too; they are, when it is null
     * @param threshold from which probability on a label is told, or the second of two classes; null for 0.5
     * @param length how many tokens are written, where texts are written on; null for what is usual
     * @param temperature at which they are drawn; null for what is usual
     * @param seed of the texts that are written; null for any
     */
    public record Wanted(
            String datasetId,
            @Nullable String name,
            @Nullable Boolean probabilities,
            @Nullable Double threshold,
            @Nullable Integer length,
            @Nullable Double temperature,
            @Nullable Long seed) {}

    /**
     * Queues it.
     *
     * @return the id of the job
     * @throws Problem {@code invalid_job} when the data set has not what
     *     the version reads; {@code unavailable} when the version cannot be served
     */
    public String predict(String model, String version, Wanted wanted) {
        TrainedVersion found = models.version(model, version);
        ServedVersion served = models.served(found.model(), Integer.toString(found.version()));
        requireServable(served);
        ResolvedJob recipe = found.provenance().resolved();
        ReadyDataset dataset = datasets.find(wanted.datasetId());
        List<Violation> violations = BatchForm.violations(recipe, found.manifest(), dataset.rows(), wanted);
        refuse(
                found,
                dataset,
                violations.isEmpty() ? new MeasuredDataset(recipe, dataset).askedViolations() : violations);
        FollowUp.Predict answers = new FollowUp.Predict(
                found.model(),
                found.version(),
                served.bundle(),
                dataset.id(),
                wanted.name() == null ? named(found.model()) : wanted.name(),
                wanted.probabilities(),
                wanted.threshold(),
                BatchForm.writesTexts(recipe)
                        ? new FollowUp.Writing(wanted.length(), wanted.temperature(), seed(wanted.seed()))
                        : null);
        return queue.enqueue(NewJob.predicting(asking(recipe, ResolvedJob.DatasetSnapshot.of(dataset)), answers));
    }

    /**
     * Queues the making of examples of noise.
     *
     * @return the id of the job
     * @throws Problem {@code invalid_job} when the version makes none; {@code unavailable} when it cannot be served
     */
    public String generate(String model, String version, Made wanted) {
        TrainedVersion found = models.version(model, version);
        ServedVersion served = models.served(found.model(), Integer.toString(found.version()));
        requireServable(served);
        List<Violation> violations = GeneratorForm.violations(found.manifest(), wanted.labels());
        if (!violations.isEmpty()) {
            throw new Problem(ProblemType.INVALID_JOB, violations.get(0).message(), violations);
        }
        FollowUp.Generate making = new FollowUp.Generate(
                found.model(),
                found.version(),
                served.bundle(),
                wanted.name() == null ? named(found.model()) : wanted.name(),
                wanted.count(),
                seed(wanted.seed()),
                wanted.labels());
        ResolvedJob recipe = found.provenance().resolved();
        return queue.enqueue(NewJob.predicting(asking(recipe, recipe.dataset()), making));
    }

    private static long seed(@Nullable Long wanted) {
        return wanted == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : wanted;
    }

    private static void requireServable(ServedVersion version) {
        if (version.unservable() != null) {
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "version %d of %s cannot be served: %s"
                            .formatted(version.version(), version.model(), version.unservable()));
        }
    }

    private static void refuse(TrainedVersion version, ReadyDataset dataset, List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new Problem(
                    ProblemType.INVALID_JOB,
                    "version %d of %s cannot answer the rows of data set '%s': %s"
                            .formatted(
                                    version.version(),
                                    version.model(),
                                    dataset.name(),
                                    violations.get(0).message()),
                    violations);
        }
    }

    private static String named(String model) {
        return model.substring(0, Math.min(model.length(), LONGEST_NAME - ENDING.length())) + ENDING;
    }

    /** What the version was trained by, with the data set in place of its own, and nothing that only training needs. */
    private static ResolvedJob asking(ResolvedJob recipe, ResolvedJob.DatasetSnapshot dataset) {
        ObjectNode told = Json.mapper().valueToTree(recipe);
        told.set("dataset", Json.mapper().valueToTree(dataset));
        told.remove(List.of("validationDataset", "testDataset", "start"));
        ((ObjectNode) told.get("training")).remove(List.of("limits", "calibration", "learningCurve", "initFrom"));
        ((ObjectNode) told.get("resources")).put("device", "cpu");
        return Json.mapper().treeToValue(told, ResolvedJob.class);
    }
}
