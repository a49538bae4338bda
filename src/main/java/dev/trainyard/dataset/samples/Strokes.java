package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.SequenceSpec;
import dev.trainyard.dataset.samples.Canvas.Point;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Letters as the way of a pen: each step is how far it goes to the right and down, in heights of a letter, and whether it is
 * up, down, or down for the last time.
 */
final class Strokes {

    private static final String LETTERS = "AHKOSTXZ";
    private static final double PACE = 1.3; // of 6 that a letter is high
    private static final double JITTER = 0.2;
    private static final List<String> COLUMNS = List.of("drawing", "t", "letter", "dx", "dy", "pen");

    private Strokes() {}

    static Sample sample() {
        return new Sample(
                "strokes",
                "generation",
                "Letters (%s) as the steps of a pen, to be drawn on; the first step of each stands still. Noise lets the hand tremble."
                        .formatted(String.join(", ", LETTERS.split(""))),
                COLUMNS,
                "csv",
                DatasetSpec.EMPTY.withKind(DatasetKind.SEQUENCES).withSequence(new SequenceSpec("drawing", "t")),
                new Sample.Usual(10_000, 0.1),
                Strokes::table);
    }

    /** Whole drawings, until there are so many rows. */
    private static byte[] table(int rows, double noise, Random random) {
        StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        int written = 0;
        for (int drawing = 0; written < rows; drawing++) {
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            List<Step> steps = steps(letter, noise, random);
            for (int t = 0; t < steps.size(); t++) {
                csv.append(drawing).append(',').append(t).append(',').append(letter);
                csv.append(',').append(steps.get(t).cells()).append('\n');
            }
            written += steps.size();
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private record Step(double dx, double dy, String pen) {

        String cells() {
            return "%s,%s,%s".formatted(Playground.number(dx), Playground.number(dy), pen);
        }
    }

    /** The pen goes from line to line, along each in steps of about the same length, and begins where the first does. */
    private static List<Step> steps(char letter, double noise, Random random) {
        double width = 0.8 + 0.4 * random.nextDouble();
        double slant = 0.3 * random.nextDouble() - 0.1;
        List<Step> steps = new ArrayList<>(List.of(new Step(0, 0, "up")));
        Point pen = null;
        for (List<Point> line : Glyphs.lines(letter, 1)) {
            List<Point> way = way(line);
            for (int i = pen == null ? 1 : 0; i < way.size(); i++) {
                Point from = pen == null ? way.get(0) : pen;
                double dy = (way.get(i).y() - from.y() + tremble(noise, random)) / 6;
                double dx = (way.get(i).x() - from.x() + tremble(noise, random)) / 6 * width - slant * dy;
                steps.add(new Step(dx, dy, i == 0 ? "up" : "down"));
                pen = way.get(i);
            }
        }
        Step last = steps.remove(steps.size() - 1);
        steps.add(new Step(last.dx(), last.dy(), "end"));
        return steps;
    }

    private static double tremble(double noise, Random random) {
        return noise * JITTER * random.nextGaussian();
    }

    /** Points along a line, as far from each other as the pen goes in a step. */
    private static List<Point> way(List<Point> line) {
        double length = 0;
        for (int i = 1; i < line.size(); i++) {
            length += distance(line.get(i - 1), line.get(i));
        }
        int count = (int) Math.max(1, Math.round(length / PACE));
        List<Point> way = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            way.add(along(line, i * length / count));
        }
        return way;
    }

    private static Point along(List<Point> line, double distance) {
        double left = distance;
        for (int i = 1; i < line.size(); i++) {
            Point a = line.get(i - 1);
            Point b = line.get(i);
            double piece = distance(a, b);
            if (left <= piece) {
                return new Point(a.x() + left / piece * (b.x() - a.x()), a.y() + left / piece * (b.y() - a.y()));
            }
            left -= piece;
        }
        return line.get(line.size() - 1);
    }

    private static double distance(Point a, Point b) {
        return Math.sqrt((b.x() - a.x()) * (b.x() - a.x()) + (b.y() - a.y()) * (b.y() - a.y()));
    }
}
