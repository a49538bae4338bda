package dev.trainyard.plan;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.Gan;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Rbm;
import dev.trainyard.definition.Shape;
import java.util.List;
import java.util.Optional;

/** The rows of a table, each an example of its own. */
record RowMaterial(Given given, Columns columns, Goal goal) implements Material {

    static Optional<RowMaterial> of(Given given, Remarks remarks) {
        Columns columns = Columns.choose(given, remarks);
        if (!GanFit.hasClasses(given, columns.target(), remarks)) {
            return Optional.empty();
        }
        boolean told = given.definition() instanceof Gan;
        Task asked = told ? Task.CLASSIFICATION : given.spec().task();
        return Heads.goal(given, asked, columns.target(), remarks)
                .filter(goal -> !columns.features().isEmpty())
                .map(goal -> new RowMaterial(given, columns, goal));
    }

    @Override
    public Task task() {
        return given.definition() instanceof Gan ? Task.GENERATION : goal.task();
    }

    @Override
    public Examples examples() {
        return new Examples.Rows();
    }

    @Override
    public Shape input() {
        return Shape.of(columns.width(given.preprocessing().categorical())
                + given.preprocessing().derived().size());
    }

    @Override
    public ModelDefinition settled(ModelDefinition definition) {
        return Inputs.settled(
                definition,
                columns,
                given.preprocessing().derived(),
                column -> Columns.width(column, given.preprocessing().categorical()));
    }

    @Override
    public Output output() {
        return goal.output();
    }

    @Override
    public List<ColumnSchema> features() {
        return columns.featureSchemas();
    }

    @Override
    public List<ColumnSchema> target() {
        return columns.targetSchemas();
    }

    @Override
    public Parts parts() {
        return Parts.of(
                given.spec().split(),
                columns,
                output().isOneClass(),
                given.dataset().rows());
    }

    @Override
    public void check(Remarks remarks) {
        Split split = given.spec().split();
        new DerivedFeatures(given.spec().preprocessing().derived()).check(columns.features(), remarks);
        parts().check(split, remarks);
        if (output().isOneClass()) {
            Parts.checkClasses(split, columns.target().get(0), remarks);
        }
        GanFit.of(given).ifPresent(fit -> fit.check(remarks));
        if (given.definition() instanceof Gan || given.definition() instanceof Rbm) {
            UnlabelledRows.refuseDerived(given, remarks);
        }
        RbmFit.of(given).ifPresent(fit -> fit.check(columns, remarks));
        GivenPart.check(given, columns, remarks);
    }
}
