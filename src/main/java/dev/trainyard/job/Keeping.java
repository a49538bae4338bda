package dev.trainyard.job;

import dev.trainyard.plan.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of a job's checkpoints stay: the last few, and the best.
 *
 * @param last how many of the last
 * @param monitor the series that the job watches, null for the loss
 */
record Keeping(int last, @Nullable String monitor) {

    private static final List<String> USUAL = List.of("validation/loss", "train/loss");

    /** The best by what is watched; of equals the first, whose numbers are the freshest. */
    Optional<Checkpoint> best(List<Checkpoint> all) {
        return series(all)
                .flatMap(series -> all.stream()
                        .filter(checkpoint -> checkpoint.metrics().get(series) != null)
                        .min(Comparator.<Checkpoint>comparingDouble(checkpoint -> cost(checkpoint, series))
                                .thenComparing(Checkpoint::n)));
    }

    private Optional<String> series(List<Checkpoint> all) {
        return (monitor == null ? USUAL : List.of(monitor))
                .stream()
                        .filter(series ->
                                all.stream().anyMatch(one -> one.metrics().get(series) != null))
                        .findFirst();
    }

    private static double cost(Checkpoint checkpoint, String series) {
        double value = Objects.requireNonNull(checkpoint.metrics().get(series));
        return Series.isBetterWhenLarger(series) ? -value : value;
    }

    /** Those that need not be kept. */
    List<Checkpoint> superfluous(List<Checkpoint> all) {
        int newest = all.stream().mapToInt(Checkpoint::n).max().orElse(0);
        Optional<Checkpoint> best = best(all);
        return all.stream()
                .filter(one -> one.n() <= newest - last && !best.equals(Optional.of(one)))
                .toList();
    }
}
