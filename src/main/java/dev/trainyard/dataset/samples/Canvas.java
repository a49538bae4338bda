package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/**
 * Pixels to draw on, black at first. How much of a pixel a shape covers follows from its distance to the shape's edge, by
 * plain arithmetic: no fonts, no graphics of the system, the same everywhere.
 */
final class Canvas {

    private static final double GRAIN = 60;

    private final PictureSize size;
    private final double[] values;

    Canvas(int height, int width, int channels) {
        this.size = new PictureSize(height, width, channels);
        this.values = new double[size.bytes()];
    }

    /** A point; x goes to the right, y down, in pixels. */
    record Point(double x, double y) {}

    /** How far inside a shape a point is, in pixels; negative outside. */
    @FunctionalInterface
    interface Shape {
        double depth(double x, double y);

        static Shape disk(Point centre, double radius) {
            return (x, y) -> radius - distance(x - centre.x, y - centre.y);
        }

        static Shape square(Point centre, double radius) {
            double half = 0.886 * radius;
            return (x, y) -> half - Math.max(Math.abs(x - centre.x), Math.abs(y - centre.y));
        }

        /** With two equal sides, standing on the third. */
        static Shape triangle(Point centre, double radius) {
            double inner = 0.62 * radius;
            return (x, y) -> {
                double side = inner - (0.894 * Math.abs(x - centre.x) - 0.447 * (y - centre.y));
                return Math.min(side, centre.y + inner - y);
            };
        }

        /** A line through points, with round ends. */
        static Shape line(List<Point> points, double radius) {
            return (x, y) -> {
                double nearest = Double.MAX_VALUE;
                for (int i = 1; i < points.size(); i++) {
                    nearest = Math.min(nearest, toSegment(points.get(i - 1), points.get(i), x, y));
                }
                return radius - nearest;
            };
        }

        private static double toSegment(Point a, Point b, double x, double y) {
            double dx = b.x - a.x;
            double dy = b.y - a.y;
            double along = ((x - a.x) * dx + (y - a.y) * dy) / Math.max(1e-9, dx * dx + dy * dy);
            double t = Math.max(0, Math.min(1, along));
            return distance(x - a.x - t * dx, y - a.y - t * dy);
        }

        private static double distance(double dx, double dy) {
            return Math.sqrt(dx * dx + dy * dy);
        }
    }

    /** Fills a shape with a colour, one value from 0 to 255 for each channel. */
    void fill(Shape shape, int... colour) {
        for (int y = 0, at = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++, at += colour.length) {
                double covered = Math.max(0, Math.min(1, shape.depth(x + 0.5, y + 0.5) + 0.5));
                for (int channel = 0; covered > 0 && channel < colour.length; channel++) {
                    values[at + channel] += covered * (colour[channel] - values[at + channel]);
                }
            }
        }
    }

    /** Adds grain. */
    Canvas noisy(double noise, Random random) {
        for (int i = 0; noise > 0 && i < values.length; i++) {
            values[i] += noise * GRAIN * random.nextGaussian();
        }
        return this;
    }

    byte[] png() {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
        }
        try {
            return new Thumbnail(size, bytes).within(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
