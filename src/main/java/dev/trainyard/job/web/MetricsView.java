package dev.trainyard.job.web;

import dev.trainyard.job.JobEvents.Epoch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series of a job over its epochs.
 *
 * @param series by name, one value for each of {@code epochs}; null where an epoch has none or it is not finite
 */
@Schema(name = "JobMetrics")
record MetricsView(
        @Schema(example = "[0,1,2]") List<Integer> epochs,
        @Schema(example = "[0,12,24]") List<Long> iterations,

        @Schema(example = "{\"train/loss\":[0.71,0.66,0.63],\"validation/loss\":[0.7,0.67,0.65]}")
        Map<String, List<@Nullable Double>> series,

        @Schema(description = "How many epochs there are, answered or not.", example = "3")
        int total) {

    static MetricsView of(List<Epoch> all, int most) {
        List<Epoch> epochs = all.size() <= most ? all : telling(all, most);
        return new MetricsView(
                epochs.stream().map(Epoch::epoch).toList(),
                epochs.stream().map(Epoch::iteration).toList(),
                series(epochs),
                all.size());
    }

    /** So many of them, with the first and the last, that draw the same lines. */
    private static List<Epoch> telling(List<Epoch> all, int most) {
        double[] places = all.stream().mapToDouble(Epoch::epoch).toArray();
        List<double[]> lines =
                series(all).values().stream().map(MetricsView::numbers).toList();
        return new LargestTriangles(places, lines)
                .choose(most).stream().map(all::get).toList();
    }

    private static double[] numbers(List<@Nullable Double> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            Double value = values.get(i);
            numbers[i] = value == null ? Double.NaN : value;
        }
        return numbers;
    }

    private static Map<String, List<@Nullable Double>> series(List<Epoch> epochs) {
        Set<String> names = new LinkedHashSet<>();
        epochs.forEach(epoch -> names.addAll(epoch.series().keySet()));
        Map<String, List<@Nullable Double>> series = new LinkedHashMap<>();
        for (String name : names) {
            List<@Nullable Double> values = new ArrayList<>();
            epochs.forEach(epoch -> values.add(epoch.series().get(name)));
            series.put(name, values);
        }
        return series;
    }
}
