package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.definition.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LikenessTest {

    private final Likeness likeness = new Likeness(Shape.of(12, 12, 1));

    private static float[] ramp(double offset, double scale) {
        float[] picture = new float[144];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) (offset + scale * i / 143);
        }
        return picture;
    }

    @Test
    void equalPicturesAreAsLikeAsCanBe() {
        assertThat(likeness.psnr(ramp(0, 1), ramp(0, 1))).isEqualTo(Likeness.HIGHEST_PSNR);
        assertThat(likeness.ssim(ramp(0, 1), ramp(0, 1))).isCloseTo(1, within(1e-12));
    }

    @Test
    void ratioFollowsTheMeanSquaredError() {
        assertThat(likeness.psnr(ramp(0.1, 0.8), ramp(0, 0.8))).isCloseTo(20, within(1e-4)); // 10 log10(1 / 0.01)
    }

    /** Of two even pictures only the term of their means is left. */
    @Test
    void similarityOfEvenPicturesIsThatOfTheirMeans() {
        float[] dark = new float[144];
        float[] bright = new float[144];
        Arrays.fill(dark, 0.25f);
        Arrays.fill(bright, 0.75f);

        double byHand = (2 * 0.25 * 0.75 + 1e-4) / (0.25 * 0.25 + 0.75 * 0.75 + 1e-4);

        assertThat(likeness.ssim(dark, bright)).isCloseTo(byHand, within(1e-6));
    }

    @Test
    void oppositeStructureIsUnlike() {
        assertThat(likeness.ssim(ramp(0, 1), ramp(1, -1))).isLessThan(0);
    }

    @Test
    void picturesSmallerThanTheWindowAreMeasured() {
        Likeness small = new Likeness(Shape.of(4, 4, 3));
        float[] picture = new float[48];
        Arrays.setAll(new double[48], i -> picture[i] = i / 48f);

        assertThat(small.ssim(picture, picture)).isCloseTo(1, within(1e-9));
    }
}
