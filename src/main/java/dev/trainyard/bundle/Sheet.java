package dev.trainyard.bundle;

import dev.trainyard.definition.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Pictures of one size, side by side in rows.
 *
 * @param pixels height, width and channels (1 or 3) of each
 * @param pictures row-major, from 0 (black) to 1
 * @param columns how many stand in a row
 */
public record Sheet(Shape pixels, List<float[]> pictures, int columns) {

    private static final int GAP = 1;
    private static final int GROUND = 0x404040;

    public Sheet {
        pictures = List.copyOf(pictures);
    }

    /** About as many rows as there are columns. */
    public Sheet(Shape pixels, List<float[]> pictures) {
        this(pixels, pictures, (int) Math.ceil(Math.sqrt(pictures.size())));
    }

    /** As what picture an example can be seen: pixels as they are, a row of numbers as a grey square. */
    public static Optional<Shape> shapeOf(Shape example) {
        if (example.rank() == 3) {
            return example.last() == 1 || example.last() == 3 ? Optional.of(example) : Optional.empty();
        }
        int side = (int) Math.round(Math.sqrt(example.size()));
        boolean square = example.rank() == 1 && side > 1 && (long) side * side == example.size();
        return square ? Optional.of(Shape.of(side, side, 1)) : Optional.empty();
    }

    /** Encoded examples side by side, where they can be seen as pictures. */
    public static Optional<Sheet> of(InputEncoder encoder, float[] examples) {
        return shapeOf(encoder.shape()).map(shape -> {
            float[] light = encoder instanceof PictureEncoder pictures ? pictures.brightness(examples) : examples;
            List<float[]> each = new ArrayList<>();
            for (int from = 0; from < light.length; from += encoder.width()) {
                each.add(Arrays.copyOfRange(light, from, from + encoder.width()));
            }
            return new Sheet(shape, each);
        });
    }

    /** The same with so many in a row. */
    public Sheet inRowsOf(int count) {
        return new Sheet(pixels, pictures, count);
    }

    /** PNG in base64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(png());
    }

    public byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image(), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private BufferedImage image() {
        int rows = (pictures.size() + columns - 1) / columns;
        BufferedImage image = new BufferedImage(
                columns * (width() + GAP) + GAP, rows * (height() + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        fill(image);
        for (int i = 0; i < pictures.size(); i++) {
            draw(pictures.get(i), image, GAP + i % columns * (width() + GAP), GAP + i / columns * (height() + GAP));
        }
        return image;
    }

    private static void fill(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, GROUND);
            }
        }
    }

    private void draw(float[] picture, BufferedImage image, int left, int top) {
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width(); x++) {
                image.setRGB(left + x, top + y, colour(picture, (y * width() + x) * pixels.last()));
            }
        }
    }

    private int colour(float[] picture, int at) {
        int green = pixels.last() == 1 ? at : at + 1;
        int blue = pixels.last() == 1 ? at : at + 2;
        return level(picture[at]) << 16 | level(picture[green]) << 8 | level(picture[blue]);
    }

    private static int level(float value) {
        return Math.round(255 * Math.max(0, Math.min(1, value)));
    }

    private int height() {
        return pixels.dimensions().get(0);
    }

    private int width() {
        return pixels.dimensions().get(1);
    }
}
