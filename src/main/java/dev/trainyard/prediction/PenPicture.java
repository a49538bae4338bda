package dev.trainyard.prediction;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of a pen as a picture: each step goes {@code dx} to the right and {@code dy} down, and leaves a line unless its
 * {@code pen} is up.
 */
final class PenPicture {

    private static final int SIDE = 256;
    private static final double MARGIN = 16;
    private static final double THICKNESS = 3;
    private static final String UP = "up";

    private PenPicture() {}

    /** A line between two points, in the steps' own units. */
    private record Line(double x, double y, double toX, double toY) {}

    /** @throws Problem {@code invalid_prediction_input} where steps are no way of a pen */
    static byte[] png(List<? extends Map<?, ? extends @Nullable Object>> steps) {
        List<Line> lines = lines(steps);
        double left = lines.stream()
                .mapToDouble(line -> Math.min(line.x, line.toX))
                .min()
                .orElse(0);
        double right = lines.stream()
                .mapToDouble(line -> Math.max(line.x, line.toX))
                .max()
                .orElse(0);
        double top = lines.stream()
                .mapToDouble(line -> Math.min(line.y, line.toY))
                .min()
                .orElse(0);
        double bottom = lines.stream()
                .mapToDouble(line -> Math.max(line.y, line.toY))
                .max()
                .orElse(0);
        double scale = (SIDE - 2 * MARGIN) / Math.max(1e-9, Math.max(right - left, bottom - top));
        double[] ink = new double[SIDE * SIDE];
        for (Line line : lines) {
            draw(
                    new Line(
                            MARGIN + (line.x - left) * scale,
                            MARGIN + (line.y - top) * scale,
                            MARGIN + (line.toX - left) * scale,
                            MARGIN + (line.toY - top) * scale),
                    ink);
        }
        return png(ink);
    }

    private static List<Line> lines(List<? extends Map<?, ? extends @Nullable Object>> steps) {
        List<Line> lines = new ArrayList<>();
        double x = 0;
        double y = 0;
        for (Map<?, ? extends @Nullable Object> step : steps) {
            double toX = x + offset(step, "dx");
            double toY = y + offset(step, "dy");
            if (!UP.equals(step.get("pen"))) {
                lines.add(new Line(x, y, toX, toY));
            }
            x = toX;
            y = toY;
        }
        return lines;
    }

    private static double offset(Map<?, ? extends @Nullable Object> step, String name) {
        if (step.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        String message =
                "steps are drawn by their numbers dx and dy, and by pen, which may be up; these have no number %s: ask for application/json"
                        .formatted(name);
        throw new Problem(
                ProblemType.INVALID_PREDICTION_INPUT, message, List.of(new Violation("", "no_picture", message)));
    }

    /** Darkens what a line covers; how much of a pixel follows from its distance. */
    private static void draw(Line line, double[] ink) {
        for (int y = first(line.y, line.toY); y < last(line.y, line.toY); y++) {
            for (int x = first(line.x, line.toX); x < last(line.x, line.toX); x++) {
                double covered = Math.max(0, Math.min(1, THICKNESS - distance(line, x + 0.5, y + 0.5) + 0.5));
                ink[y * SIDE + x] = Math.max(ink[y * SIDE + x], covered);
            }
        }
    }

    private static int first(double a, double b) {
        return (int) Math.max(0, Math.min(a, b) - THICKNESS - 1);
    }

    private static int last(double a, double b) {
        return (int) Math.min(SIDE, Math.max(a, b) + THICKNESS + 2);
    }

    private static double distance(Line line, double x, double y) {
        double dx = line.toX - line.x;
        double dy = line.toY - line.y;
        double along = ((x - line.x) * dx + (y - line.y) * dy) / Math.max(1e-9, dx * dx + dy * dy);
        double t = Math.max(0, Math.min(1, along));
        return Math.hypot(x - line.x - t * dx, y - line.y - t * dy);
    }

    private static byte[] png(double[] ink) {
        byte[] pixels = new byte[ink.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * (1 - ink[i]));
        }
        try {
            return new Thumbnail(new PictureSize(SIDE, SIDE, 1), pixels).within(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
