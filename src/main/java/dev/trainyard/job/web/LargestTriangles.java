package dev.trainyard.job.web;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses some of many points so that their lines still look like the whole ones: the first, the last, and of each of the
 * even stretches between them the point that makes the largest triangle with the one chosen before and the mean of the
 * stretch behind (Steinarsson, "Downsampling Time Series for Visual Representation", 2013). Several series over the same
 * places are looked at together, each measured by its own range.
 */
final class LargestTriangles {

    private final double[] places;
    private final List<double[]> series;
    private final double[] ranges;

    /** @param series values at the places; NaN where one has none */
    LargestTriangles(double[] places, List<double[]> series) {
        this.places = places;
        this.series = series;
        this.ranges = series.stream().mapToDouble(LargestTriangles::range).toArray();
    }

    private static double range(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return most > least ? most - least : 1;
    }

    /**
     * The indices of the chosen points, in order.
     *
     * @param most how many, at least 2
     */
    List<Integer> choose(int most) {
        int count = places.length;
        List<Integer> chosen = new ArrayList<>();
        if (count <= most) {
            for (int i = 0; i < count; i++) {
                chosen.add(i);
            }
            return chosen;
        }
        double stretch = (count - 2.0) / Math.max(1, most - 2);
        chosen.add(0);
        for (int i = 0; i < most - 2; i++) {
            int from = (int) Math.floor(i * stretch) + 1;
            int to = (int) Math.floor((i + 1) * stretch) + 1;
            int behind = Math.min((int) Math.floor((i + 2) * stretch) + 1, count);
            chosen.add(largest(chosen.get(i), from, to, behind));
        }
        chosen.add(count - 1);
        return chosen;
    }

    /** The point of {@code [from, to)} with the largest triangle between {@code before} and the mean of {@code [to, behind)}. */
    private int largest(int before, int from, int to, int behind) {
        double[] areas = new double[to - from];
        double place = mean(places, to, behind);
        for (int s = 0; s < ranges.length; s++) {
            add(s, before, from, place, mean(series.get(s), to, behind), areas);
        }
        int best = 0;
        for (int i = 1; i < areas.length; i++) {
            best = areas[i] > areas[best] ? i : best;
        }
        return from + best;
    }

    private void add(int index, int before, int from, double place, double level, double[] areas) {
        double[] values = series.get(index);
        for (int i = 0; i < areas.length; i++) {
            double twice = (places[before] - place) * (values[from + i] - values[before])
                    - (places[before] - places[from + i]) * (level - values[before]);
            areas[i] += Double.isNaN(twice) ? 0 : Math.abs(twice) / ranges[index];
        }
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                count++;
            }
        }
        return sum / count;
    }
}
