package dev.trainyard.trainer.data;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.plan.Augmentation;
import dev.trainyard.trainer.engine.SeededRandom;

/**
 * One small change of a picture: for each of its pixels, where in the original it comes from. Between pixels it is
 * interpolated; beyond the edges the nearest pixel stands in.
 */
final class Variation {

    private final Augmentation wanted;
    private final PictureEncoder encoder;
    private final int height;
    private final int width;
    private final int channels;

    /** {@code x' = xx x + xy y + x0}, and so for y, from the middle of the picture. */
    private double xx;

    private double xy;
    private double x0;
    private double yx;
    private double yy;
    private double y0;
    private double brightness;

    Variation(Augmentation wanted, PictureEncoder encoder) {
        this.wanted = wanted;
        this.encoder = encoder;
        this.height = encoder.form().height();
        this.width = encoder.form().width();
        this.channels = encoder.form().channels();
    }

    /** Draws the next change; every kind takes its numbers whether it is wanted or not. */
    Variation draw(SeededRandom random) {
        double angle = Math.toRadians(wanted.rotate()) * between(random);
        double kept = 1 - wanted.crop() * random.nextDouble();
        double mirroredX = random.nextDouble() < 0.5 && wanted.flip().leftRight() ? -1 : 1;
        double mirroredY = random.nextDouble() < 0.5 && wanted.flip().upDown() ? -1 : 1;
        double cos = StrictMath.cos(angle) * kept;
        double sin = StrictMath.sin(angle) * kept;
        xx = cos * mirroredX;
        xy = sin * mirroredY;
        yx = -sin * mirroredX;
        yy = cos * mirroredY;
        x0 = wanted.shift() * width * between(random) + (1 - kept) / 2 * width * between(random);
        y0 = wanted.shift() * height * between(random) + (1 - kept) / 2 * height * between(random);
        brightness = 1 + wanted.brightness() * between(random);
        return this;
    }

    private static double between(SeededRandom random) {
        return 2 * random.nextDouble() - 1;
    }

    /** Writes the changed picture, encoded, into {@code row} from {@code at}. */
    void write(byte[] picture, float[] row, int at) {
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        int next = at;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double fromX = clamp(xx * (x - middleX) + xy * (y - middleY) + x0 + middleX, width);
                double fromY = clamp(yx * (x - middleX) + yy * (y - middleY) + y0 + middleY, height);
                for (int channel = 0; channel < channels; channel++) {
                    double value = brightness * at(picture, fromX, fromY, channel);
                    row[next++] = encoder.encode(Math.min(255, value), channel);
                }
            }
        }
    }

    private static double clamp(double place, int length) {
        return Math.max(0, Math.min(length - 1.0, place));
    }

    private double at(byte[] picture, double x, double y, int channel) {
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        double a = x - left;
        double b = y - top;
        double upper = (1 - a) * pixel(picture, left, top, channel) + a * pixel(picture, right, top, channel);
        double lower = (1 - a) * pixel(picture, left, bottom, channel) + a * pixel(picture, right, bottom, channel);
        return (1 - b) * upper + b * lower;
    }

    private int pixel(byte[] picture, int x, int y, int channel) {
        return picture[(y * width + x) * channels + channel] & 0xff;
    }
}
