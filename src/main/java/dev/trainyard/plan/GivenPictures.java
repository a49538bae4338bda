package dev.trainyard.plan;

import dev.trainyard.dataset.Pixels;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** Checks that a data set given for validation or test has pictures of the size that is learned from. */
record GivenPictures(String pointer, ReadyDataset dataset) {

    /** Checks both, where they are given. */
    static void check(Given given, PictureForm form, Remarks remarks) {
        check("/split/validationDatasetId", given.validation(), form, remarks);
        check("/split/testDatasetId", given.test(), form, remarks);
    }

    private static void check(String pointer, @Nullable ReadyDataset dataset, PictureForm form, Remarks remarks) {
        if (dataset != null) {
            new GivenPictures(pointer, dataset).check(form, remarks);
        }
    }

    private void check(PictureForm form, Remarks remarks) {
        Pixels pixels = dataset.pixels();
        if (pixels == null || !pixels.size().equals(form.size())) {
            remarks.violation(
                    pointer,
                    "shape_mismatch",
                    "data set '%s' has %s, and the pictures that are learned from have shape %s; upload it again with \"images\":{\"height\":%d,\"width\":%d,\"colour\":\"%s\"}"
                            .formatted(
                                    dataset.name(),
                                    pixels == null
                                            ? "no pictures"
                                            : "pictures of shape [%d, %d, %d]"
                                                    .formatted(pixels.height(), pixels.width(), pixels.channels()),
                                    form.shape(),
                                    form.height(),
                                    form.width(),
                                    form.channels() == 1 ? "grey" : "rgb"),
                    Suggestion.remove(pointer));
        }
    }
}
