package dev.trainyard.plan;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.definition.Gan;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Rbm;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;

/** Pictures without a target: what is learned is what they are like. */
record UnlabelledPictures(PictureMaterial pictures, Task task) implements Material {

    static boolean areMeant(Given given) {
        return given.dataset().kind() == DatasetKind.IMAGES
                && given.dataset().pixels() != null
                && UnlabelledRows.areMeant(given);
    }

    static Optional<UnlabelledPictures> of(Given given, Remarks remarks) {
        if (given.spec().task() == Task.RECOMMENDATION) {
            remarks.violation(
                    "/task",
                    "task_mismatch",
                    "recommendation learns which columns of 0 and 1 go together, and an example of data set '%s' is a picture"
                            .formatted(given.dataset().name()),
                    Suggestion.replace("/task", Words.of(Task.REPRESENTATION)));
            return Optional.empty();
        }
        if (!UnlabelledRows.checkTask(given, remarks)) {
            return Optional.empty();
        }
        return PictureMaterial.read(given, List.of(), remarks)
                .map(pictures -> new UnlabelledPictures(pictures, UnlabelledRows.task(given)));
    }

    @Override
    public Examples examples() {
        return pictures.examples();
    }

    @Override
    public Shape input() {
        return pictures.input();
    }

    /** The numeric scaling says the same as that of the bytes: from 0 to 1, or beyond. */
    @Override
    public Preprocessing preprocessing(Preprocessing asked) {
        Preprocessing.Images images = images(asked);
        return new Preprocessing(
                images == Preprocessing.Images.ZERO_ONE ? Preprocessing.Numeric.MIN_MAX : Preprocessing.Numeric.NONE,
                asked.categorical(),
                asked.missing(),
                images,
                asked.augmentation(),
                asked.derived(),
                asked.labelSeparator(),
                asked.badRows());
    }

    private Preprocessing.Images images(Preprocessing asked) {
        if (asked.images() != null) {
            return asked.images();
        }
        boolean normal = given().definition() instanceof Rbm rbm && rbm.visible() == Rbm.Visible.GAUSSIAN;
        return normal ? Preprocessing.Images.STANDARDIZE : Preprocessing.Images.ZERO_ONE;
    }

    private Given given() {
        return pictures.given();
    }

    @Override
    public Output output() {
        return Output.itself(input());
    }

    @Override
    public List<ColumnSchema> features() {
        return List.of();
    }

    @Override
    public List<ColumnSchema> target() {
        return List.of();
    }

    @Override
    public Parts parts() {
        return Parts.of(
                given().spec().split(),
                pictures.columns(),
                false,
                given().dataset().rows());
    }

    @Override
    public void check(Remarks remarks) {
        parts().check(given().spec().split(), remarks);
        GanFit.of(given()).ifPresent(fit -> fit.check(remarks));
        VaeFit.of(given()).ifPresent(fit -> fit.check(remarks));
        RbmFit.of(given()).ifPresent(fit -> fit.checkOfPictures(remarks));
        checkChances(remarks);
        pictures.checkOthers(remarks);
    }

    /** What stands for a chance lies between 0 and 1. */
    private void checkChances(Remarks remarks) {
        boolean bits = given().definition() instanceof Rbm rbm && rbm.visible() == Rbm.Visible.BERNOULLI;
        boolean chances = !(given().definition() instanceof Gan)
                && given().spec().training().loss() == Loss.BINARY_CROSSENTROPY;
        Preprocessing.Images images = images(given().preprocessing());
        if ((bits || chances) && images != Preprocessing.Images.ZERO_ONE) {
            remarks.violation(
                    "/preprocessing/images",
                    "outside_unit_interval",
                    "%s chances from 0 to 1, and pixels under \"%s\" go beyond: use 0-1%s"
                            .formatted(
                                    bits ? "bernoulli units are" : "binaryCrossentropy rebuilds",
                                    Words.of(images),
                                    bits ? ", or \"visible\":\"gaussian\" with standardize" : ""),
                    Suggestion.replace("/preprocessing/images", "0-1"));
        }
    }
}
