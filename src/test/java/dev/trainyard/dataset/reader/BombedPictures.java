package dev.trainyard.dataset.reader;

import static dev.trainyard.dataset.reader.Bytes.concat;
import static dev.trainyard.dataset.reader.Bytes.text;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures that are small and right, and carry something that unpacks or goes on without end. */
final class BombedPictures {

    private static final byte[] ZLIB = {0x78, (byte) 0xda};
    private static final int HEADER_END = 33;

    private BombedPictures() {}

    /** A picture with a palette, which no decoder of our own reads, and 64 MB of text or of a colour profile. */
    static byte[] pngWithABomb(String chunk) {
        byte[] png = TestPictures.file("png", new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED));
        String before = chunk.equals("iTXt") ? "bomb\0\1\0\0\0" : "bomb\0\0";
        byte[] bomb = concat(text(before), ZLIB, RawZip.deflated(new byte[64 << 20]));
        return concat(
                Arrays.copyOf(png, HEADER_END),
                HostilePictures.chunk(chunk, bomb),
                Arrays.copyOfRange(png, HEADER_END, png.length));
    }

    /** A progressive picture whose last scan comes again and again: each goes over all pixels. */
    static byte[] jpegOfScans(int width, int height, int scans) {
        byte[] jpeg = progressive(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY));
        int last = jpeg.length - 2;
        int scan = last;
        while (!((jpeg[scan] & 0xff) == 0xff && (jpeg[scan + 1] & 0xff) == 0xda)) {
            scan--;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(jpeg, 0, last);
        for (int i = 0; i < scans; i++) {
            all.write(jpeg, scan, last - scan);
        }
        all.write(jpeg, last, 2);
        return all.toByteArray();
    }

    private static byte[] progressive(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
