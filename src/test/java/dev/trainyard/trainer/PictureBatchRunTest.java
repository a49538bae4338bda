package dev.trainyard.trainer;

import static dev.trainyard.trainer.BatchJobs.asking;
import static dev.trainyard.trainer.BatchJobs.lines;
import static dev.trainyard.trainer.BatchJobs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.Scorer;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model answers the pictures of a file, each as predict would. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class PictureBatchRunTest {

    @TempDir
    Path scratch;

    private JobFolder trained(TestJob job) throws Exception {
        return BatchJobs.trained(job, scratch.resolve("trained"));
    }

    @Test
    void answersPictures() throws Exception {
        JobFolder folder = trained(TestJob.lines(20, 8)
                .targetClasses("kind", "flat", "upright")
                .layers("[{\"type\":\"flatten\"},{\"type\":\"dense\"}]"));

        assertThat(run(asking(folder, folder, new BatchRequest(false, null)), null)
                        .last())
                .isInstanceOf(Finished.class);

        byte[] pixels = Files.readAllBytes(folder.trainPixels());
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            List<String> told = IntStream.range(0, 20)
                    .mapToObj(i -> png(Arrays.copyOfRange(pixels, i * 64, i * 64 + 64)))
                    .map(file -> ((Prediction.Category) scorer.predict(file)).label())
                    .toList();
            assertThat(lines(folder)).extracting(line -> line.get(2)).startsWith("predicted_label");
            assertThat(lines(folder).subList(1, 21))
                    .extracting(line -> line.get(2))
                    .isEqualTo(told);
        }
    }

    /** The frames stand in the file in another order than in the clips. */
    @Test
    void answersClipsByTheirFrames() throws Exception {
        byte[] pixels = new byte[40 * 36];
        for (int i = 0; i < 40; i++) {
            for (int y = 0; y < 6; y++) {
                pixels[i * 36 + y * 6 + (i * 7 + i / 20) % 6] = (byte) 255;
            }
        }
        TestJob clips = TestJob.pictures(
                        "SELECT i % 20 AS clip, i // 20 AS frame, CASE WHEN i % 2 = 0 THEN 'right' ELSE 'left' END AS way"
                                + " FROM range(40) r(i)",
                        pixels, new PictureSize(6, 6, 1))
                .targetClasses("way", "left", "right")
                .clips(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, number("clip"), number("frame"), 2, 2, 0))
                .layers(
                        "[{\"type\":\"timeDistributed\",\"layer\":{\"type\":\"flatten\"}},{\"type\":\"gru\",\"units\":3},{\"type\":\"dense\"}]");
        JobFolder folder = trained(clips);

        assertThat(run(asking(folder, folder, new BatchRequest(null, null)), null)
                        .last())
                .isInstanceOf(Finished.class);

        List<List<String>> lines = lines(folder);
        assertThat(lines).hasSize(41);
        assertThat(lines.get(7).subList(0, 2)).containsExactly("3", "0");
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            List<byte[]> third = List.of(png(pixels, 3), png(pixels, 23));
            Prediction.Category told = (Prediction.Category) scorer.predict(third);
            List<String> cells = List.of(
                    told.label(),
                    "" + told.probabilities().get("left"),
                    "" + told.probabilities().get("right"));
            assertThat(lines.get(7).subList(3, 6)).isEqualTo(cells);
            assertThat(lines.get(8).subList(3, 6)).isEqualTo(cells);
        }
    }

    private static ColumnSchema number(String name) {
        return new ColumnSchema(name, ColumnType.NUMERIC, List.of());
    }

    private static byte[] png(byte[] pixels, int frame) throws IOException {
        byte[] one = Arrays.copyOfRange(pixels, frame * 36, frame * 36 + 36);
        return new Thumbnail(new PictureSize(6, 6, 1), one).within(Integer.MAX_VALUE);
    }

    private static byte[] png(byte[] pixels) {
        try {
            return new Thumbnail(new PictureSize(8, 8, 1), pixels).within(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
