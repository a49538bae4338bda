package dev.trainyard.dataset.picture;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import java.util.Arrays;

/**
 * Brings a picture to a size: each pixel is the mean of those that it covers, weighed by a triangle, in both directions one
 * after the other (the bilinear filter of Pillow, which smooths when it makes smaller).
 */
final class Fit {

    private final Samples picture;
    private final PictureSize size;
    private final Weights across;
    private final Weights down;
    private final float[][] rows;

    private Fit(Samples picture, PictureSize size, Weights across, Weights down) {
        this.picture = picture;
        this.size = size;
        this.across = across;
        this.down = down;
        this.rows = new float[picture.height()][];
    }

    static byte[] to(PictureSize size, ImageSpec.Fitting fitting, Samples picture) {
        if (picture.height() == size.height() && picture.width() == size.width()) {
            return picture.bytes();
        }
        double scaleX = (double) picture.width() / size.width();
        double scaleY = (double) picture.height() / size.height();
        double scale = fitting == ImageSpec.Fitting.CROP ? Math.min(scaleX, scaleY) : Math.max(scaleX, scaleY);
        boolean stretch = fitting == ImageSpec.Fitting.STRETCH;
        return new Fit(
                        picture,
                        size,
                        Weights.centred(picture.width(), size.width(), stretch ? scaleX : scale),
                        Weights.centred(picture.height(), size.height(), stretch ? scaleY : scale))
                .bytes();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[size.bytes()];
        float[] sum = new float[size.width() * size.channels()];
        for (int y = 0; y < size.height(); y++) {
            Arrays.fill(sum, 0);
            for (int i = 0; i < down.count(y); i++) {
                add(down.weight(y, i), row(down.first(y) + i), sum);
            }
            for (int i = 0; i < sum.length; i++) {
                bytes[y * sum.length + i] = (byte) Math.max(0, Math.min(255, Math.round(sum[i])));
            }
            forgetBefore(down.first(Math.min(y + 1, size.height() - 1)));
        }
        return bytes;
    }

    private static void add(float weight, float[] row, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * row[i];
        }
    }

    /** A row of the picture at its new width. */
    private float[] row(int y) {
        float[] row = rows[y];
        if (row == null) {
            row = scaled(y);
            rows[y] = row;
        }
        return row;
    }

    private float[] scaled(int y) {
        int channels = size.channels();
        float[] row = new float[size.width() * channels];
        int start = y * picture.width() * channels;
        for (int x = 0; x < size.width(); x++) {
            for (int i = 0; i < across.count(x); i++) {
                int from = start + (across.first(x) + i) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    row[x * channels + channel] += across.weight(x, i) * (picture.bytes()[from + channel] & 0xff);
                }
            }
        }
        return row;
    }

    private void forgetBefore(int y) {
        for (int i = y - 1; i >= 0 && rows[i] != null; i--) {
            rows[i] = null;
        }
    }
}
