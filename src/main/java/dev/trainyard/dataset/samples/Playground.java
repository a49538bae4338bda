package dev.trainyard.dataset.samples;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Points in the plane between -6 and 6, after the data sets of the TensorFlow Playground. */
final class Playground {

    private static final double RADIUS = 5;
    private static final List<String> CLASSES = List.of("x", "y", "label");
    private static final List<String> NUMBERS = List.of("x", "y", "target");

    /** Where the bumps of {@code multi-gaussian} stand, and whether they rise or fall. */
    private static final double[][] BUMPS = {
        {-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}
    };

    private Playground() {}

    static List<Sample> all() {
        return List.of(
                sample("circle", "classification", "A disk within a ring.", CLASSES, Playground::circle),
                sample("xor", "classification", "Opposite quadrants belong together.", CLASSES, Playground::xor),
                sample("gaussians", "classification", "Two round clouds.", CLASSES, Playground::gaussians),
                sample(
                        "spiral",
                        "classification",
                        "Two arms that wind around each other.",
                        CLASSES,
                        Playground::spiral),
                sample("plane", "regression", "The height of a tilted plane.", NUMBERS, Playground::plane),
                sample("multi-gaussian", "regression", "Hills and hollows.", NUMBERS, Playground::multiGaussian));
    }

    private static Sample sample(String name, String task, String description, List<String> columns, Table.Row row) {
        return new Sample(name, task, description, Table.ofRows(columns, row));
    }

    private static List<String> circle(int index, double share, double noise, Random random) {
        boolean inner = index % 2 == 0;
        double radius = inner ? between(random, 0, 0.5 * RADIUS) : between(random, 0.7 * RADIUS, RADIUS);
        double angle = between(random, 0, 2 * Math.PI);
        double x = radius * Math.sin(angle);
        double y = radius * Math.cos(angle);
        double shiftedX = x + between(random, -RADIUS, RADIUS) * noise;
        double shiftedY = y + between(random, -RADIUS, RADIUS) * noise;
        return point(x, y, Math.hypot(shiftedX, shiftedY) < 0.5 * RADIUS);
    }

    private static List<String> xor(int index, double share, double noise, Random random) {
        double x = apart(between(random, -5, 5));
        double y = apart(between(random, -5, 5));
        double shiftedX = x + between(random, -5, 5) * noise;
        double shiftedY = y + between(random, -5, 5) * noise;
        return point(x, y, shiftedX * shiftedY >= 0);
    }

    private static double apart(double value) {
        return value + (value > 0 ? 0.3 : -0.3);
    }

    private static List<String> gaussians(int index, double share, double noise, Random random) {
        boolean one = index % 2 == 0;
        double centre = one ? 2 : -2;
        double deviation = Math.sqrt(0.5 + 3.5 * noise);
        return point(centre + deviation * random.nextGaussian(), centre + deviation * random.nextGaussian(), one);
    }

    private static List<String> spiral(int index, double share, double noise, Random random) {
        boolean one = index % 2 == 0;
        double radius = share * RADIUS;
        double angle = 1.75 * share * 2 * Math.PI + (one ? 0 : Math.PI);
        return point(
                radius * Math.sin(angle) + between(random, -1, 1) * noise,
                radius * Math.cos(angle) + between(random, -1, 1) * noise,
                one);
    }

    private static List<String> plane(int index, double share, double noise, Random random) {
        double x = between(random, -6, 6);
        double y = between(random, -6, 6);
        return List.of(number(x), number(y), number((x + y) / 10 + noise * random.nextGaussian()));
    }

    private static List<String> multiGaussian(int index, double share, double noise, Random random) {
        double x = between(random, -6, 6);
        double y = between(random, -6, 6);
        double height = 0;
        for (double[] bump : BUMPS) {
            double near = Math.max(0, 1 - Math.hypot(x - bump[0], y - bump[1]) / 2);
            height = near > Math.abs(height) ? bump[2] * near : height;
        }
        return List.of(number(x), number(y), number(height + noise * random.nextGaussian()));
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static List<String> point(double x, double y, boolean one) {
        return List.of(number(x), number(y), one ? "1" : "0");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }
}
