package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.Pixels;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.definition.Gan;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;

/** Pictures, each with a class or with numbers. */
record PictureMaterial(Given given, PictureForm form, Columns columns, Goal goal) implements Material {

    /** Whether a job learns labels of single pictures. */
    static boolean isAsked(Given given) {
        return given.dataset().kind() == DatasetKind.IMAGES
                && given.dataset().pixels() != null
                && !UnlabelledRows.areMeant(given);
    }

    static Optional<PictureMaterial> of(Given given, Remarks remarks) {
        List<Column> target = Columns.targets(given.spec(), given.dataset(), remarks);
        if (!GanFit.hasClasses(given, target, remarks)) {
            return Optional.empty();
        }
        Task asked = given.definition() instanceof Gan
                ? Task.CLASSIFICATION
                : given.spec().task();
        Optional<Goal> goal = Heads.goal(given, asked, target, remarks);
        return goal.flatMap(known -> read(given, known, target, remarks));
    }

    /** Pictures of which something else is told than a goal of columns. */
    static Optional<PictureMaterial> read(Given given, List<Column> target, Remarks remarks) {
        return read(given, new Goal(Task.CAPTIONING, Output.values(1)), target, remarks);
    }

    private static Optional<PictureMaterial> read(Given given, Goal goal, List<Column> target, Remarks remarks) {
        ReadyDataset dataset = given.dataset();
        Pixels pixels = dataset.pixels();
        if (given.spec().features() != null) {
            remarks.violation(
                    "/features",
                    "not_used",
                    "features names columns, and each example of data set '%s' is a picture, which is read whole"
                            .formatted(dataset.name()),
                    Suggestion.remove("/features"));
        }
        if (pixels == null) {
            return Optional.empty();
        }
        PictureForm form = new PictureForm(pixels.height(), pixels.width(), pixels.channels(), dataset.fitting());
        return Optional.of(new PictureMaterial(given, form, new Columns(List.of(), target), goal));
    }

    @Override
    public Task task() {
        return given.definition() instanceof Gan ? Task.GENERATION : goal.task();
    }

    @Override
    public Examples examples() {
        return new Examples.Pictures(form);
    }

    @Override
    public Shape input() {
        return form.shape();
    }

    @Override
    public Preprocessing preprocessing(Preprocessing asked) {
        return asked.ofPictures(RbmFit.images(given));
    }

    @Override
    public Output output() {
        return goal.output();
    }

    @Override
    public List<ColumnSchema> features() {
        return List.of();
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
        parts().check(split, remarks);
        if (output().isOneClass()) {
            Parts.checkClasses(split, columns.target().get(0), remarks);
        }
        GanFit.of(given).ifPresent(fit -> fit.check(remarks));
        RbmFit.of(given).ifPresent(fit -> fit.checkOfPictures(false, remarks));
        checkOthers(remarks);
    }

    void checkOthers(Remarks remarks) {
        GivenPart.check(given, columns, remarks);
        GivenPictures.check(given, form, remarks);
    }
}
