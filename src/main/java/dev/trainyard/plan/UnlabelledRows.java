package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.definition.Gan;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Rbm;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.Vae;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.problem.Suggestion;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of a table without a target: what is learned is what the rows are like. */
record UnlabelledRows(Given given, Columns columns, Task task) implements Material {

    private static final Set<Task> WITHOUT_TARGET =
            EnumSet.of(Task.GENERATION, Task.REPRESENTATION, Task.RECOMMENDATION);

    /** Whether a job learns without a target: its task says so, or its network needs none and none is named. */
    static boolean areMeant(Given given) {
        JobSpec spec = given.spec();
        if (given.definition() instanceof Gan gan) {
            return !gan.tellsLabels();
        }
        if (given.definition() instanceof Vae) {
            return true;
        }
        return spec.task() == null
                ? given.definition() instanceof Rbm && spec.target() == null
                : WITHOUT_TARGET.contains(spec.task());
    }

    static Optional<UnlabelledRows> of(Given given, Remarks remarks) {
        if (!checkTask(given, remarks)) {
            return Optional.empty();
        }
        Columns columns = Columns.alone(given, remarks);
        return columns.features().isEmpty()
                ? Optional.empty()
                : Optional.of(new UnlabelledRows(given, columns, task(given)));
    }

    /** Whether the task suits the network, and no target is named. */
    static boolean checkTask(Given given, Remarks remarks) {
        if (given.spec().task() == Task.GENERATION
                && !(given.definition() instanceof Gan || given.definition() instanceof Vae)) {
            remarks.violation(
                    "/task",
                    "task_mismatch",
                    "a %s generates nothing; a gan or a vae does"
                            .formatted(ByTypeName.nameOf(given.definition().getClass())),
                    Suggestion.remove("/task"));
            return false;
        }
        if (given.spec().target() != null) {
            remarks.violation(
                    "/target",
                    "no_target",
                    "a %s has no target: it learns what all features are like".formatted(Words.of(task(given))),
                    Suggestion.remove("/target"));
            return false;
        }
        return true;
    }

    /** What is rebuilt or generated are the columns themselves. */
    static void refuseDerived(Given given, Remarks remarks) {
        if (!given.spec().preprocessing().derived().isEmpty()) {
            remarks.violation(
                    "/preprocessing/derived",
                    "no_derived_features",
                    "derived features help to predict a target; here the columns themselves are learned",
                    Suggestion.remove("/preprocessing/derived"));
        }
    }

    static Task task(Given given) {
        if (given.definition() instanceof Gan) {
            return Task.GENERATION;
        }
        if (given.spec().task() != null) {
            return given.spec().task();
        }
        return given.dataset().kind() == DatasetKind.BINARY_MATRIX ? Task.RECOMMENDATION : Task.REPRESENTATION;
    }

    @Override
    public Examples examples() {
        return new Examples.Rows();
    }

    @Override
    public Shape input() {
        return Shape.of(columns.width(given.preprocessing().categorical()));
    }

    @Override
    public Output output() {
        return Output.itself(input());
    }

    @Override
    public List<ColumnSchema> features() {
        return columns.featureSchemas();
    }

    @Override
    public List<ColumnSchema> target() {
        return List.of();
    }

    @Override
    public Parts parts() {
        return Parts.of(given.spec().split(), columns, false, given.dataset().rows());
    }

    @Override
    public void check(Remarks remarks) {
        parts().check(given.spec().split(), remarks);
        refuseDerived(given, remarks);
        GanFit.of(given).ifPresent(fit -> fit.check(remarks));
        VaeFit.of(given).ifPresent(fit -> fit.check(remarks));
        RbmFit.of(given).ifPresent(fit -> fit.check(columns, remarks));
        if (task == Task.RECOMMENDATION) {
            checkItems(remarks);
        }
        GivenPart.check(given, columns, remarks);
    }

    /** What is recommended are columns, each of which says whether a row has an item. */
    private void checkItems(Remarks remarks) {
        columns.features().stream()
                .filter(column -> !isItem(column))
                .findFirst()
                .ifPresent(column -> remarks.violation(
                        "/task",
                        "no_items",
                        "recommendation ranks items, each a column of 0 and 1 as it stands, and '%s' is none"
                                .formatted(column.name()),
                        Suggestion.replace("/task", Words.of(Task.REPRESENTATION))));
    }

    private boolean isItem(Column column) {
        if (column.type().isCategorical()) {
            return Columns.width(column, given.preprocessing().categorical()) == 1;
        }
        return column.type() == ColumnType.NUMERIC
                && given.preprocessing().numeric() == Preprocessing.Numeric.NONE
                && column.min() != null
                && column.max() != null
                && column.min() >= 0
                && column.max() <= 1;
    }
}
