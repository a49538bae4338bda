package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.PictureSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class OcclusionMapTest {

    private static final PictureSize SIZE = new PictureSize(16, 24, 1);
    private static final int BRIGHT = 5 * 24 + 7;

    /** A dark picture with a bright pixel, and a network that answers how bright that is, and how dark. */
    private static double[][] answers(float[] pictures, int count) {
        double[][] answers = new double[count][];
        for (int i = 0; i < count; i++) {
            float bright = pictures[i * SIZE.bytes() + BRIGHT];
            answers[i] = new double[] {bright, -bright};
        }
        return answers;
    }

    @Test
    void findsThePixelThatMatters() throws Exception {
        OcclusionMap map = new OcclusionMap(SIZE);
        float[] picture = new float[SIZE.bytes()];
        picture[BRIGHT] = 1;

        double[][] falls = map.falls(picture, new double[] {1, -1}, OcclusionMapTest::answers);

        assertThat(map.square()).isEqualTo(2);
        double fall = 1 - 1.0 / SIZE.bytes();
        assertThat(falls[0][BRIGHT]).isCloseTo(fall, within(1e-6));
        assertThat(falls[1][BRIGHT]).isCloseTo(-fall, within(1e-6));
        assertThat(falls[0][0]).isZero();
        assertThat(falls[0][SIZE.bytes() - 1]).isZero();
        assertThat(OcclusionMap.largest(falls[0])).isEqualTo(falls[0][BRIGHT]);
        assertThat(pixel(map.painted(falls[0]), 7, 5)).isEqualTo(0xff0000);
        assertThat(pixel(map.painted(falls[1]), 7, 5)).isEqualTo(0x0000ff);
        assertThat(pixel(map.painted(falls[0]), 0, 0)).isEqualTo(0xffffff);
    }

    private static int pixel(String base64, int x, int y) throws Exception {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        assertThat(image.getWidth()).isEqualTo(24);
        assertThat(image.getHeight()).isEqualTo(16);
        return image.getRGB(x, y) & 0xffffff;
    }
}
