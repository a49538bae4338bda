package dev.trainyard.plan;

import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.definition.Names;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One job being worked out; everything it names has been found.
 *
 * @param validation the data set given for validation, if any
 * @param test the data set given for the test, if any
 * @param budget bytes that one training may take
 */
record Draft(
        JobSpec spec,
        Sequential definition,
        ReadyDataset dataset,
        @Nullable ReadyDataset validation,
        @Nullable ReadyDataset test,
        long budget,
        Remarks remarks) {

    private static final String DEFINITION = "/definition";

    Plan plan() {
        Columns columns = Columns.choose(spec, dataset, remarks);
        Optional<Goal> goal = Goal.of(spec, columns.target(), dataset.rows(), remarks);
        if (goal.isEmpty() || columns.features().isEmpty()) {
            return Plan.refused(violations(), remarks.warnings());
        }
        checkData(columns, goal.get());
        ShapeInference network = ShapeInference.of(
                definition, Shape.of(columns.width()), goal.get().output());
        network.violations().forEach(violation -> remarks.violation(violation.under(DEFINITION)));
        if (!network.violations().isEmpty()) {
            return Plan.refused(violations(), remarks.warnings()).with(network);
        }
        return plan(columns, goal.get(), network);
    }

    private Plan plan(Columns columns, Goal goal, ShapeInference network) {
        LossFit fit = LossFit.of(network, goal.output(), DEFINITION);
        fit.check(spec.training(), spec.preprocessing(), remarks);
        Parts parts = parts(columns, goal);
        Footprint footprint = Footprint.of(network);
        int rows = Math.toIntExact(Math.max(1, Math.min(Integer.MAX_VALUE, parts.train())));
        int batch = spec.training().batchSize().of(rows);
        Plan.Memory memory = footprint.memory(batch, spec.training().optimizer(), budget);
        checkBatch(parts, memory);
        new RuleFit(spec.training()).check(rows, remarks);
        List<Violation> violations = violations();
        return new Plan(
                violations.isEmpty(),
                network.layers(),
                network.parameters(),
                memory,
                footprint.estimate(rows, batch, spec.training().epochs()),
                null,
                violations,
                remarks.warnings(),
                violations.isEmpty() ? resolved(columns, goal, network, fit, footprint.threads(batch)) : null);
    }

    private void checkData(Columns columns, Goal goal) {
        boolean classification = goal.output().isClassification();
        parts(columns, goal).check(spec.split(), remarks);
        if (classification) {
            Parts.checkClasses(spec.split(), columns.target().get(0), remarks);
        } else if (spec.training().classWeights() != null) {
            remarks.violation(
                    "/training/classWeights",
                    "no_classes",
                    "classWeights weigh rows by class, and the target is numbers",
                    Suggestion.remove("/training/classWeights"));
        }
        boolean validated = validation != null || spec.split().validation() > 0;
        Measures.check(spec.training(), classification, validated, remarks);
        if (validation != null) {
            new GivenPart("/split/validationDatasetId", validation).check(columns, remarks);
        }
        if (test != null) {
            new GivenPart("/split/testDatasetId", test).check(columns, remarks);
        }
        if (spec.resources().device() == Resources.Device.GPU) {
            remarks.warning(
                    "gpu_unverified",
                    "training on a GPU has not been tried on such a card yet; the job waits for a worker that has one");
        }
    }

    private Parts parts(Columns columns, Goal goal) {
        return Parts.of(spec.split(), columns, goal.output().isClassification(), dataset.rows());
    }

    private void checkBatch(Parts parts, Plan.Memory memory) {
        int asked = spec.training().batchSize().rows();
        if (asked > parts.train()) {
            remarks.warning(
                    "batch_larger_than_data",
                    "batchSize is %d, and there are %d training rows: each epoch is one update of all of them"
                            .formatted(asked, parts.train()));
        }
        if (memory.totalBytes() > budget) {
            String message = "training takes %d MB, and may take %d MB; the largest batch that fits has %d rows"
                    .formatted(memory.totalBytes() >> 20, budget >> 20, memory.largestBatchThatFits());
            if (memory.largestBatchThatFits() > 0) {
                remarks.violation(
                        "/training/batchSize",
                        "out_of_memory",
                        message,
                        Suggestion.add("/training/batchSize", memory.largestBatchThatFits()));
            } else {
                remarks.violation(DEFINITION + "/layers", "out_of_memory", message);
            }
        }
    }

    private ResolvedJob resolved(Columns columns, Goal goal, ShapeInference network, LossFit fit, int threads) {
        boolean classification = goal.output().isClassification();
        String name = name();
        return new ResolvedJob(
                name,
                spec.model() == null ? name : spec.model(),
                goal.task(),
                DatasetSnapshot.of(dataset),
                validation == null ? null : DatasetSnapshot.of(validation),
                test == null ? null : DatasetSnapshot.of(test),
                network.definition(),
                new Examples.Rows(),
                Shape.of(columns.width()),
                goal.output(),
                network.layers(),
                columns.featureSchemas(),
                columns.targetSchemas(),
                spec.preprocessing(),
                classification ? spec.split() : spec.split().unstratified(),
                spec.training().resolved(fit.usual(), Measures.usual(classification)),
                spec.resources().resolved(threads),
                spec.priority(),
                spec.maxAttempts(),
                spec.metadata());
    }

    private String name() {
        if (spec.name() != null) {
            return spec.name();
        }
        return definition.name() != null
                ? definition.name()
                : Names.formed(dataset.name()).orElse("job");
    }

    /** The violations; those within a kept definition point at its id, because the request does not hold it. */
    private List<Violation> violations() {
        return spec.definition() != null
                ? remarks.violations()
                : remarks.violations().stream().map(Draft::atId).toList();
    }

    private static Violation atId(Violation violation) {
        return violation.pointer().startsWith(DEFINITION + "/")
                ? new Violation(
                        "/definitionId",
                        violation.code(),
                        "%s of the kept definition: %s"
                                .formatted(violation.pointer().substring(DEFINITION.length()), violation.message()))
                : violation;
    }
}
