package dev.trainyard.trainer.data;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How much of the data sets given for validation and test is in the training data set as well: what is measured on such
 * rows says nothing of new ones. Lines of a long text come again by themselves and are not compared.
 */
public record Overlap(ResolvedJob job, JobFolder folder) {

    /** One sentence for each part that overlaps. */
    public List<String> found() throws IOException, SQLException {
        List<String> found = new ArrayList<>();
        if (job.examples() instanceof Examples.TextWindows) {
            return found;
        }
        if (job.validationDataset() != null) {
            of("validation", folder.validationRows(), folder.validationPixels()).ifPresent(found::add);
        }
        if (job.testDataset() != null) {
            of("test", folder.testRows(), folder.testPixels()).ifPresent(found::add);
        }
        return found;
    }

    private Optional<String> of(String part, Path file, Path pixels) throws IOException, SQLException {
        PictureForm form = picture();
        return form == null
                ? ofRows(part, file)
                : ofPictures(part, pixels, form.size().bytes());
    }

    private Optional<String> ofRows(String part, Path file) throws SQLException {
        try (TypedRows rows = TypedRows.open(file)) {
            return told(rows.alsoIn(folder.trainRows(), compared()), rows.count(), "rows", part);
        }
    }

    private Optional<String> ofPictures(String part, Path pixels, int pictureBytes) throws IOException {
        int trained = PixelFile.pictures(folder.trainPixels(), pictureBytes);
        int rows = PixelFile.pictures(pixels, pictureBytes);
        long again = again(
                PixelFile.map(folder.trainPixels(), trained, pictureBytes),
                trained,
                PixelFile.map(pixels, rows, pictureBytes),
                rows);
        return told(again, rows, "pictures", part);
    }

    private static Optional<String> told(long again, int all, String what, String part) {
        return again == 0
                ? Optional.empty()
                : Optional.of(
                        "%d of %d %s of the %s data set are in the training data set as well; what is measured on them says nothing of new ones"
                                .formatted(again, all, what, part));
    }

    private @Nullable PictureForm picture() {
        if (job.examples() instanceof Examples.Pictures pictures) {
            return pictures.picture();
        }
        if (job.examples() instanceof Examples.Captions captions) {
            return captions.picture();
        }
        return job.examples() instanceof Examples.Clips clips ? clips.picture() : null;
    }

    /** What is learned from and towards, and what says which step of which sequence a row is. */
    private List<ColumnSchema> compared() {
        Stream<ColumnSchema> keys = job.examples() instanceof Examples.Sequences sequences
                ? Sequences.keys(sequences).stream()
                : Stream.of();
        return Stream.concat(keys, Stream.concat(job.features().stream(), job.target().stream()))
                .distinct()
                .toList();
    }

    private static long again(PixelFile train, int trained, PixelFile part, int rows) {
        long[] known = new long[trained];
        byte[] picture = new byte[train.pictureBytes()];
        for (int row = 0; row < trained; row++) {
            train.read(row, picture);
            known[row] = print(picture);
        }
        Arrays.sort(known);
        long again = 0;
        for (int row = 0; row < rows; row++) {
            part.read(row, picture);
            again += Arrays.binarySearch(known, print(picture)) >= 0 ? 1 : 0;
        }
        return again;
    }

    /** 64 bits that tell pictures apart. */
    private static long print(byte[] picture) {
        CRC32 one = new CRC32();
        one.update(picture, 0, picture.length);
        CRC32C other = new CRC32C();
        other.update(picture, 0, picture.length);
        return one.getValue() << 32 | other.getValue();
    }
}
