package dev.trainyard.trainer.fused;

import dev.trainyard.definition.Area;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Padding;
import java.util.Arrays;

/** A window that slides over pictures with channels last; beyond the edges there are zeros. */
record Sliding(
        int height,
        int width,
        int channels,
        int down,
        int across,
        Area size,
        Area strides,
        Area dilation,
        int top,
        int left) {

    static Sliding over(LayerReport report, Area size, Area strides, Area dilation, Padding padding) {
        int height = report.inputShape().dimensions().get(0);
        int width = report.inputShape().dimensions().get(1);
        int down = report.outputShape().dimensions().get(0);
        int across = report.outputShape().dimensions().get(1);
        Area reach = size.spread(dilation);
        boolean same = padding == Padding.SAME;
        return new Sliding(
                height,
                width,
                report.inputShape().last(),
                down,
                across,
                size,
                strides,
                dilation,
                same ? before(height, down, strides.height(), reach.height()) : 0,
                same ? before(width, across, strides.width(), reach.width()) : 0);
    }

    /** Of the zeros that the last window needs, half come first. */
    private static int before(int length, int answers, int stride, int reach) {
        return Math.max(0, (answers - 1) * stride + reach - length) / 2;
    }

    /** How many numbers a picture has. */
    int picture() {
        return height * width * channels;
    }

    /** How many places the window has on a picture. */
    int places() {
        return down * across;
    }

    /** How many numbers it shows at a place. */
    int shown() {
        return size.height() * size.width() * channels;
    }

    /** Writes what the window shows of the picture at {@code from}, each place {@code stride} numbers behind the one before. */
    void show(float[] pictures, int from, float[] into, int to, int stride) {
        int run = size.width() * channels;
        for (int place = 0; place < places(); place++) {
            int at = to + place * stride;
            int x = place % across * strides.width() - left;
            for (int row = 0; row < size.height(); row++, at += run) {
                int y = place / across * strides.height() - top + row * dilation.height();
                if (y < 0 || y >= height) {
                    Arrays.fill(into, at, at + run, 0f);
                } else if (isWithin(x)) {
                    System.arraycopy(pictures, from + (y * width + x) * channels, into, at, run);
                } else {
                    showRow(pictures, from + y * width * channels, x, into, at);
                }
            }
        }
    }

    /** Whether a row of the window is one piece of the picture. */
    private boolean isWithin(int x) {
        return x >= 0 && x + size.width() <= width && dilation.width() == 1;
    }

    private void showRow(float[] pictures, int row, int x, float[] into, int at) {
        for (int column = 0; column < size.width(); column++) {
            int shown = x + column * dilation.width();
            int to = at + column * channels;
            if (shown < 0 || shown >= width) {
                Arrays.fill(into, to, to + channels, 0f);
            } else {
                System.arraycopy(pictures, row + shown * channels, into, to, channels);
            }
        }
    }

    /** The way back: adds what stands in the windows to the picture. */
    void gather(float[] windows, int from, int stride, float[] pictures, int to) {
        int run = size.width() * channels;
        for (int place = 0; place < places(); place++) {
            int at = from + place * stride;
            int x = place % across * strides.width() - left;
            for (int row = 0; row < size.height(); row++, at += run) {
                int y = place / across * strides.height() - top + row * dilation.height();
                if (y >= 0 && y < height) {
                    gatherRow(windows, at, pictures, to + y * width * channels, x);
                }
            }
        }
    }

    private void gatherRow(float[] windows, int at, float[] pictures, int row, int x) {
        if (isWithin(x)) {
            add(windows, at, pictures, row + x * channels, size.width() * channels);
            return;
        }
        for (int column = 0; column < size.width(); column++) {
            int shown = x + column * dilation.width();
            if (shown >= 0 && shown < width) {
                add(windows, at + column * channels, pictures, row + shown * channels, channels);
            }
        }
    }

    private static void add(float[] from, int at, float[] into, int to, int count) {
        for (int k = 0; k < count; k++) {
            into[to + k] += from[at + k];
        }
    }
}
