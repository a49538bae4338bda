package dev.trainyard.dataset.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * A decoded picture of any size: bytes {@code [height, width, channels]}. Grey is 0.299 R + 0.587 G + 0.114 B (ITU-R 601);
 * what is transparent shows white.
 */
record Samples(int height, int width, int channels, byte[] bytes) {

    /** The upright picture of one that lies in some way. */
    static Samples of(BufferedImage image, Orientation lying, int channels) {
        int height = image.getHeight();
        int width = image.getWidth();
        if (lying.isUpright() && channels == 1 && image.getType() == BufferedImage.TYPE_BYTE_GRAY && isPacked(image)) {
            return new Samples(
                    height, width, 1, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        }
        byte[] bytes = new byte[height * width * channels];
        RowReader rows = RowReader.of(image);
        int[] argb = new int[width];
        for (int y = 0; y < height; y++) {
            rows.read(y, argb);
            int first = lying.place(y, 0, height, width);
            int step = lying.place(y, 1, height, width) - first;
            write(argb, bytes, first * channels, step * channels, channels);
        }
        return lying.isTurned()
                ? new Samples(width, height, channels, bytes)
                : new Samples(height, width, channels, bytes);
    }

    /** The same as grey, or with grey in all channels. */
    Samples withChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        byte[] other = new byte[height * width * wanted];
        for (int i = 0; i < height * width; i++) {
            int red = bytes[i * channels] & 0xff;
            if (wanted == 1) {
                other[i] = (byte) grey(red, bytes[i * channels + 1] & 0xff, bytes[i * channels + 2] & 0xff);
            } else {
                Arrays.fill(other, i * wanted, (i + 1) * wanted, (byte) red);
            }
        }
        return new Samples(height, width, wanted, other);
    }

    private static boolean isPacked(BufferedImage image) {
        return image.getRaster().getDataBuffer() instanceof DataBufferByte data
                && data.getData().length == image.getWidth() * image.getHeight();
    }

    private static void write(int[] argb, byte[] target, int start, int step, int channels) {
        for (int i = 0; i < argb.length; i++) {
            int pixel = argb[i];
            int at = start + i * step;
            int alpha = pixel >>> 24;
            int red = onWhite(pixel >> 16 & 0xff, alpha);
            int green = onWhite(pixel >> 8 & 0xff, alpha);
            int blue = onWhite(pixel & 0xff, alpha);
            if (channels == 1) {
                target[at] = (byte) (red == green && green == blue ? red : grey(red, green, blue));
            } else {
                target[at] = (byte) red;
                target[at + 1] = (byte) green;
                target[at + 2] = (byte) blue;
            }
        }
    }

    private static int onWhite(int value, int alpha) {
        return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    private static int grey(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }

    /** Reads a row as 8-bit alpha, red, green, blue. */
    @FunctionalInterface
    private interface RowReader {

        void read(int y, int[] argb);

        static RowReader of(BufferedImage image) {
            boolean component = image.getColorModel() instanceof ComponentColorModel
                    && image.getRaster().getTransferType() <= DataBuffer.TYPE_USHORT
                    && !image.isAlphaPremultiplied();
            int space = image.getColorModel().getColorSpace().getType();
            if (component && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)) {
                return components(image);
            }
            if (image.getColorModel() instanceof IndexColorModel palette
                    && image.getRaster().getNumBands() == 1) {
                return palette(image, palette);
            }
            return (y, argb) -> image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
        }

        /** Samples as they are: Java would bend grey ones on the way to red, green and blue. */
        private static RowReader components(BufferedImage image) {
            Raster raster = image.getRaster();
            int bands = raster.getNumBands();
            int shift = Math.max(0, image.getColorModel().getComponentSize(0) - 8);
            int[] samples = new int[image.getWidth() * bands];
            return (y, argb) -> {
                raster.getPixels(0, y, argb.length, 1, samples);
                for (int x = 0, i = 0; x < argb.length; x++, i += bands) {
                    int first = samples[i] >> shift & 0xff;
                    int alpha = bands % 2 == 0 ? samples[i + bands - 1] >> shift & 0xff : 255;
                    argb[x] = bands < 3
                            ? alpha << 24 | first * 0x010101
                            : alpha << 24
                                    | first << 16
                                    | (samples[i + 1] >> shift & 0xff) << 8
                                    | samples[i + 2] >> shift & 0xff;
                }
            };
        }

        private static RowReader palette(BufferedImage image, IndexColorModel palette) {
            Raster raster = image.getRaster();
            int[] samples = new int[image.getWidth()];
            return (y, argb) -> {
                raster.getPixels(0, y, argb.length, 1, samples);
                for (int x = 0; x < argb.length; x++) {
                    argb[x] = samples[x] < palette.getMapSize() ? palette.getRGB(samples[x]) : 0xff000000;
                }
            };
        }
    }
}
