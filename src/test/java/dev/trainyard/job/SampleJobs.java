package dev.trainyard.job;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.plan.Plan;
import dev.trainyard.plan.Planner;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.plan.Task;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import dev.trainyard.storage.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs for tests, and a planner that finds nothing to do but to fill in what is always the same. */
public final class SampleJobs implements Planner {

    /** No object has this digest. */
    public static final Digest NOWHERE = new Digest("0".repeat(64));

    private Digest rows = NOWHERE;

    /** The data set that planned jobs get. */
    public void useRows(Digest digest) {
        rows = digest;
    }

    @Override
    public Plan plan(JobSpec spec) {
        if (spec.datasetId() == null) {
            Violation missing = new Violation(
                    "/datasetId", "missing", "a job needs a data set", Suggestion.add("/datasetId", "ds_1"));
            return new Plan(false, List.of(), 0, null, null, null, List.of(missing), List.of(), null);
        }
        return new Plan(true, List.of(), 0, null, null, null, List.of(), List.of(), resolved(spec, rows));
    }

    /** A request; {@code json} is what it says besides its data set and definition. */
    public static JobSpec spec(String json) {
        return Json.mapper().readValue("""
                        {"name":"sample","datasetId":"ds_1",
                         "definition":{"kind":"sequential","layers":[{"type":"dense"}]}%s}
                        """.formatted(json.isEmpty() ? "" : "," + json), JobSpec.class);
    }

    public static ResolvedJob resolved(JobSpec spec, Digest rows) {
        return new ResolvedJob(
                named(spec.name()),
                spec.model() == null ? named(spec.name()) : spec.model(),
                Task.CLASSIFICATION,
                new DatasetSnapshot(String.valueOf(spec.datasetId()), 1, 4, rows, rows),
                null,
                null,
                new Sequential(null, List.of(new Dense())),
                new Examples.Rows(),
                Shape.of(2),
                Output.classes(2),
                List.of(),
                List.of(numeric("x"), numeric("y")),
                List.of(new ColumnSchema("label", ColumnType.CATEGORICAL, List.of("0", "1"))),
                spec.preprocessing(),
                spec.split(),
                spec.training(),
                spec.resources(),
                spec.priority(),
                spec.maxAttempts(),
                spec.metadata());
    }

    private static String named(@Nullable String name) {
        return name == null ? "sample" : name;
    }

    private static ColumnSchema numeric(String name) {
        return new ColumnSchema(name, ColumnType.NUMERIC, List.of());
    }
}
