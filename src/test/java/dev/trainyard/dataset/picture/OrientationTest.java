package dev.trainyard.dataset.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The direction that a camera notes beside a JPEG picture (EXIF 2.3, tag 0x112). */
class OrientationTest {

    private static final int WIDTH = 48;
    private static final int HEIGHT = 32;

    /** Which corner of the upright picture is the dark one, when it is the upper left one of the file. */
    @ParameterizedTest
    @CsvSource({
        "1, 48, 32, top, left", "2, 48, 32, top, right", "3, 48, 32, bottom, right", "4, 48, 32, bottom, left",
        "5, 32, 48, top, left", "6, 32, 48, top, right", "7, 32, 48, bottom, right", "8, 32, 48, bottom, left"
    })
    void turnsPicturesAsCamerasSay(int orientation, int width, int height, String vertical, String horizontal)
            throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] file = with(exif(order, 3, orientation), picture());

            PictureHeader header = PictureHeader.of(file);
            byte[] pixels = decoded(file, header.width(), header.height());

            assertThat(header.width()).isEqualTo(width);
            assertThat(header.height()).isEqualTo(height);
            int y = vertical.equals("top") ? 4 : height - 5;
            int x = horizontal.equals("left") ? 4 : width - 5;
            assertThat(pixels[y * width + x] & 0xff).isLessThan(40);
            assertThat(pixels[(height - 1 - y) * width + width - 1 - x] & 0xff).isGreaterThan(215);
            assertThat(pixels[y * width + width - 1 - x] & 0xff).isGreaterThan(215);
        }
    }

    /** The rows 0 1 2 and 3 4 5 of a file, as the standard has them seen. */
    @Test
    void putsEachPixelOfEveryOrientationIntoItsPlace() {
        int[][] upright = new int[9][6];
        for (int number = 1; number <= 8; number++) {
            for (int i = 0; i < 6; i++) {
                upright[number][new Orientation(number).place(i / 3, i % 3, 2, 3)] = i;
            }
        }

        assertThat(upright[1]).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(upright[2]).containsExactly(2, 1, 0, 5, 4, 3);
        assertThat(upright[3]).containsExactly(5, 4, 3, 2, 1, 0);
        assertThat(upright[4]).containsExactly(3, 4, 5, 0, 1, 2);
        assertThat(upright[5]).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(upright[6]).containsExactly(3, 0, 4, 1, 5, 2);
        assertThat(upright[7]).containsExactly(5, 2, 4, 1, 3, 0);
        assertThat(upright[8]).containsExactly(2, 5, 1, 4, 0, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255, 0x7fff, -1})
    void leavesPicturesOfUnknownOrientationAsTheyAre(int orientation) throws IOException {
        PictureHeader header = PictureHeader.of(with(exif(ByteOrder.BIG_ENDIAN, 3, orientation), picture()));

        assertThat(header.orientation()).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void understandsNothingOfDamagedNotes() throws IOException {
        byte[] whole = exif(ByteOrder.LITTLE_ENDIAN, 3, 6);
        for (int length = 0; length < whole.length - 4; length++) {
            assertThat(Exif.orientation(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo(Orientation.UPRIGHT);
        }
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0, 0x7f, 0xff}) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                assertThat(Exif.orientation(changed).number()).isBetween(1, 8);
            }
        }
        assertThat(Exif.orientation(exif(ByteOrder.BIG_ENDIAN, 4, 6))).isEqualTo(Orientation.UPRIGHT);
        assertThat(PictureHeader.of(with(new byte[0], picture())).width()).isEqualTo(WIDTH);
    }

    private static byte[] decoded(byte[] file, int width, int height) throws IOException {
        return new PictureDecoder(new PictureSize(height, width, 1), ImageSpec.Fitting.STRETCH).decode(file);
    }

    /** White, but for its upper left quarter. */
    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            boolean dark = i % WIDTH < WIDTH / 2 && i / WIDTH < HEIGHT / 2;
            image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, dark ? 0 : 255);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return jpeg.toByteArray();
    }

    /** A directory of two entries, of which the second is the orientation. */
    private static byte[] exif(ByteOrder order, int type, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(40).order(order);
        tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.ISO_8859_1));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x100).putShort((short) 3).putInt(1).putInt(0);
        tiff.putShort((short) 0x112)
                .putShort((short) type)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putInt(0);
        ByteBuffer segment = ByteBuffer.allocate(6 + tiff.position());
        segment.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        return segment.put(tiff.array(), 0, tiff.position()).array();
    }

    /** The picture with a segment of notes at its beginning. */
    private static byte[] with(byte[] segment, byte[] jpeg) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + segment.length);
        file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (segment.length + 2));
        return file.put(segment).put(jpeg, 2, jpeg.length - 2).array();
    }
}
