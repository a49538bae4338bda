package dev.trainyard.dataset.picture;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Pixels as a PNG file, for people to look at. */
public record Thumbnail(PictureSize size, byte[] pixels) {

    /** As it is, or smaller where a side is longer than so many pixels. */
    public byte[] within(int side) throws IOException {
        return Math.max(size.height(), size.width()) <= side ? png(size, pixels) : scaledTo(side);
    }

    /** Its longer side has so many pixels; where it grows, its pixels stay squares. */
    public byte[] scaledTo(int side) throws IOException {
        double scale = (double) side / Math.max(size.height(), size.width());
        PictureSize scaled = new PictureSize(
                (int) Math.max(1, Math.round(size.height() * scale)),
                (int) Math.max(1, Math.round(size.width() * scale)),
                size.channels());
        return png(scaled, scale > 1 ? grown(scaled) : shrunk(scaled));
    }

    private byte[] shrunk(PictureSize scaled) {
        return new Resizing(scaled, ImageSpec.Fitting.STRETCH).of(size.height(), size.width(), size.channels(), pixels);
    }

    private byte[] grown(PictureSize scaled) {
        byte[] grown = new byte[scaled.bytes()];
        int channels = size.channels();
        for (int y = 0, at = 0; y < scaled.height(); y++) {
            int row = y * size.height() / scaled.height() * size.width();
            for (int x = 0; x < scaled.width(); x++, at += channels) {
                System.arraycopy(pixels, (row + x * size.width() / scaled.width()) * channels, grown, at, channels);
            }
        }
        return grown;
    }

    private static byte[] png(PictureSize size, byte[] bytes) throws IOException {
        boolean grey = size.channels() == 1;
        BufferedImage image = new BufferedImage(
                size.width(), size.height(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        int[] samples = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            samples[i] = bytes[i] & 0xff;
        }
        image.getRaster().setPixels(0, 0, size.width(), size.height(), samples);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
