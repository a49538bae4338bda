package dev.trainyard.trainer.batch;

import dev.trainyard.prediction.Warning;
import dev.trainyard.problem.Problem;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Tells what is odd or wrong about rows, the first of each kind. */
final class BatchNews {

    private static final int MOST_TOLD = 5;

    private final Consumer<TrainerEvent> events;
    private final Set<String> known = new HashSet<>();
    private final List<String> refusals = new ArrayList<>();

    BatchNews(Consumer<TrainerEvent> events) {
        this.events = events;
    }

    /** @param from the number of the first example that was asked with others */
    void odd(int from, List<Warning> warnings) {
        for (Warning warning : warnings) {
            if (known.add(warning.code() + " " + warning.column())) {
                events.accept(new TrainerEvent.Warned(
                        warning.code(), "counted from example %d: %s".formatted(from, warning.message())));
            }
        }
    }

    void refused(int example, Problem problem) {
        if (refusals.size() < MOST_TOLD) {
            String reason = problem.violations().isEmpty()
                    ? problem.getMessage()
                    : problem.violations().get(0).message();
            refusals.add("example %d: %s".formatted(example, reason));
        }
    }

    /**
     * Tells the sum of it.
     *
     * @throws JobFailed when nothing was answered
     */
    void tell(long rows, long answered) {
        if (refusals.isEmpty()) {
            return;
        }
        String reasons = String.join("; ", refusals);
        if (answered == 0) {
            throw new JobFailed(
                    "data_invalid",
                    "none of the %d rows can be answered: %s".formatted(rows, reasons),
                    "Mend the rows, or the description of the data set that they are in.");
        }
        events.accept(new TrainerEvent.Warned(
                "rows_not_predicted",
                "%d of %d rows cannot be answered, and the cells of their predictions are empty: %s"
                        .formatted(rows - answered, rows, reasons)));
    }
}
