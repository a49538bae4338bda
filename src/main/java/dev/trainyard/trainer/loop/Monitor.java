package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Series;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A series that somebody watches.
 *
 * @param name of the series, such as {@code validation/loss}
 * @param minDelta a smaller gain is none
 */
record Monitor(String name, double minDelta) {

    boolean isBetter(double value, double best) {
        double gain = Series.isBetterWhenLarger(name) ? value - best : best - value;
        return gain > minDelta;
    }

    /**
     * Makes sure that there is such a series.
     *
     * @param watcher who watches, as a sentence begins
     * @param field where the job says so
     */
    void require(Map<String, @Nullable Double> series, String watcher, String field) {
        if (!series.containsKey(name)) {
            throw new JobFailed(
                    "data_invalid",
                    "%s watches %s, and there are only %s".formatted(watcher, name, series.keySet()),
                    "set %s to one of them, or hold rows back with split.validation".formatted(field),
                    List.of(Remedy.setting("Watch train/loss", "/" + field.replace('.', '/'), "train/loss")));
        }
    }
}
