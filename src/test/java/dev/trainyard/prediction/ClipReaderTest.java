package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Violation;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipReaderTest {

    private static final PictureForm FORM = new PictureForm(1, 2, 1, ImageSpec.Fitting.STRETCH);

    private final ClipReader reader =
            new ClipReader(new ClipEncoder(new PictureEncoder(FORM, List.of(0.0), List.of(5.0)), 3));
    private final RowFindings findings = new RowFindings("clips");

    private static String frame(int left, int right) throws IOException {
        byte[] pixels = {(byte) left, (byte) right};
        return Base64.getEncoder()
                .encodeToString(new Thumbnail(new PictureSize(1, 2, 1), pixels).within(Integer.MAX_VALUE));
    }

    @Test
    void padsBehindAndTellsHowLongEachIs() throws IOException {
        Encoded encoded = reader.read(List.of(List.of(frame(5, 10), frame(15, 20)), List.of(frame(25, 30))), findings);

        assertThat(findings.violations()).isEmpty();
        assertThat(encoded.values()).containsExactly(1, 2, 3, 4, 0, 0, 5, 6, 0, 0, 0, 0);
        assertThat(encoded.lengths()).containsExactly(2, 1);
    }

    @Test
    void pointsAtTheFrameThatIsWrong() throws IOException {
        reader.read(List.of(List.of(frame(5, 10), "aGVsbG8=", 7)), findings);

        assertThat(findings.violations()).extracting(Violation::pointer).containsExactly("/clips/0/1", "/clips/0/2");
    }

    @Test
    void refusesClipsOfAnotherLength() throws IOException {
        String frame = frame(1, 2);

        reader.read(List.of(List.of(), List.of(frame, frame, frame, frame), frame), findings);

        assertThat(findings.violations())
                .extracting(Violation::code)
                .containsExactly("sequence_too_short", "sequence_too_long", "wrong_type");
        assertThat(findings.violations().get(1).message())
                .isEqualTo("the clip has 4 frames; the model reads 1 to 3: leave out the first 1");
    }

    @Test
    void readsItsOwnExample() {
        reader.read(List.of(reader.example()), findings);

        assertThat(findings.violations()).isEmpty();
    }
}
