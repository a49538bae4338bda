package dev.trainyard.dataset.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is ImageIO. */
class PlainPngTest {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final PlainPng plain = new PlainPng();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, -1})
    void readsEveryFilterAsImageIoDoes(int filter) throws IOException {
        Random random = new Random(filter);
        for (int channels : new int[] {1, 3}) {
            for (int round = 0; round < 50; round++) {
                int height = 1 + random.nextInt(9);
                int width = 1 + random.nextInt(9);
                byte[] rows = rows(height, width * channels, filter, random);
                byte[] file = png(header(width, height, 8, channels == 1 ? 0 : 2), data(deflated(rows)));

                Samples read = plain.decode(file).orElseThrow();

                assertThat(read.bytes()).isEqualTo(byImageIo(file, channels).bytes());
                assertThat(read.withChannels(4 - channels).bytes())
                        .isEqualTo(byImageIo(file, 4 - channels).bytes());
            }
        }
    }

    private static byte[] rows(int height, int stride, int filter, Random random) {
        byte[] rows = new byte[height * (stride + 1)];
        random.nextBytes(rows);
        for (int y = 0; y < height; y++) {
            rows[y * (stride + 1)] = (byte) (filter < 0 ? random.nextInt(5) : filter);
        }
        return rows;
    }

    @Test
    void readsWhatImageIoWrites() throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.createGraphics().drawLine(3, 4, 20, 25);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);

        assertThat(plain.decode(file.toByteArray()).orElseThrow().bytes())
                .isEqualTo(byImageIo(file.toByteArray(), 1).bytes());
    }

    @Test
    void readsDataInPiecesAndNotesBeforeThem() throws IOException {
        byte[] packed = deflated(rows(5, 6, -1, new Random(1)));
        byte[] file = png(
                header(6, 5, 8, 0),
                chunk("tEXt", "Title\0x".getBytes(StandardCharsets.ISO_8859_1)),
                data(Arrays.copyOf(packed, 3)),
                data(new byte[0]),
                data(Arrays.copyOfRange(packed, 3, packed.length)));

        assertThat(plain.decode(file).orElseThrow().bytes())
                .isEqualTo(byImageIo(file, 1).bytes());
    }

    static Stream<Arguments> others() {
        byte[] rows = rows(5, 6, -1, new Random(2));
        byte[] packed = deflated(rows);
        byte[] header = header(6, 5, 8, 0);
        byte[] badFilter = rows.clone();
        badFilter[7] = 5;
        return Stream.of(
                other("a palette", png(header(6, 5, 8, 3), data(packed))),
                other("transparency", png(header, chunk("tRNS", new byte[2]), data(packed))),
                other("gamma", png(header, chunk("gAMA", new byte[] {0, 0, 1, 1}), data(packed))),
                other("16 bits", png(header(3, 5, 16, 0), data(packed))),
                other("rows between rows", png(interlaced(header), data(packed))),
                other("a filter that is none", png(header, data(deflated(badFilter)))),
                other("too few rows", png(header(6, 6, 8, 0), data(packed))),
                other("too many rows", png(header(6, 4, 8, 0), data(packed))),
                other("bytes behind the data", png(header, data(Arrays.copyOf(packed, packed.length + 1)))),
                other("data behind the end", png(header, data(packed), data(packed))),
                other("a note between data", png(header, data(packed), chunk("tIME", new byte[7]), data(new byte[0]))),
                other("a wrong checksum of the stream", png(header, data(changed(packed, packed.length - 1)))),
                other("no data", png(header)),
                other("a first chunk that is no header", png(data(packed), header)),
                other("a header that is too long", png(chunk("IHDR", new byte[14]), data(packed))),
                other("a picture that is large", png(header(1100, 1000, 8, 0), data(packed))),
                other("nothing", new byte[0]),
                other("no end", cut(png(header, data(packed)), 12)));
    }

    private static Arguments other(String name, byte[] file) {
        return Arguments.of(name, file);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void leavesTheOthersAlone(String name, byte[] file) {
        assertThat(plain.decode(file)).as(name).isEmpty();
    }

    /** Each chunk has its checksum, so that no byte between the signature and the end can change unseen. */
    @Test
    void leavesEveryFileAloneInWhichAByteIsAnotherOne() {
        byte[] file = png(header(6, 5, 8, 0), data(deflated(rows(5, 6, -1, new Random(3)))));
        for (int at = SIGNATURE.length; at < file.length; at++) {
            assertThat(plain.decode(changed(file, at))).as("byte %d", at).isEmpty();
            assertThat(plain.decode(Arrays.copyOf(file, at)))
                    .as("cut at %d", at)
                    .isEmpty();
        }
    }

    private static Samples byImageIo(byte[] file, int channels) throws IOException {
        return Samples.of(ImageIO.read(new ByteArrayInputStream(file)), Orientation.UPRIGHT, channels);
    }

    private static byte[] png(byte[]... chunks) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        for (byte[] chunk : chunks) {
            file.writeBytes(chunk);
        }
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] header(int width, int height, int bits, int colour) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bits)
                        .put((byte) colour)
                        .array());
    }

    private static byte[] interlaced(byte[] header) {
        byte[] data = Arrays.copyOfRange(header, 8, 21);
        data[12] = 1;
        return chunk("IHDR", data);
    }

    private static byte[] data(byte[] bytes) {
        return chunk("IDAT", bytes);
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) crc.getValue()).array();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] packed = new byte[bytes.length + 100];
        int count = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, count);
    }

    private static byte[] changed(byte[] file, int at) {
        byte[] changed = file.clone();
        changed[at] ^= 0x10;
        return changed;
    }

    private static byte[] cut(byte[] file, int bytes) {
        return Arrays.copyOf(file, file.length - bytes);
    }
}
