package dev.trainyard.plan;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.definition.Gan;
import dev.trainyard.definition.Output;
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
        Preprocessing.Images images = RbmFit.images(given());
        return new Preprocessing(
                images == Preprocessing.Images.ZERO_ONE ? Preprocessing.Numeric.MIN_MAX : Preprocessing.Numeric.NONE,
                asked.categorical(),
                asked.missing(),
                images,
                asked.augmentation(),
                asked.derived(),
                asked.labelSeparator(),
                asked.badRows(),
                asked.unknownCategory());
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
        RbmFit.of(given()).ifPresent(fit -> fit.checkOfPictures(true, remarks));
        checkChances(remarks);
        pictures.checkOthers(remarks);
    }

    /** What stands for a chance lies between 0 and 1. */
    private void checkChances(Remarks remarks) {
        boolean chances = !(given().definition() instanceof Gan)
                && given().spec().training().loss() == Loss.BINARY_CROSSENTROPY;
        Preprocessing.Images images = RbmFit.images(given());
        if (chances && images != Preprocessing.Images.ZERO_ONE) {
            remarks.violation(
                    "/preprocessing/images",
                    "outside_unit_interval",
                    "binaryCrossentropy rebuilds chances from 0 to 1, and pixels under \"%s\" go beyond: use 0-1"
                            .formatted(Words.of(images)),
                    Suggestion.replace("/preprocessing/images", "0-1"));
        }
    }
}
