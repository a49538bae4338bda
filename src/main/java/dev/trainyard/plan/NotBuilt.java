package dev.trainyard.plan;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the contract names and this version does not do; asking for it is refused, never ignored. */
final class NotBuilt {

    private static final Set<Task> OFFERED = EnumSet.of(
            Task.CLASSIFICATION,
            Task.REGRESSION,
            Task.SEQUENCE_CLASSIFICATION,
            Task.SEQUENCE_REGRESSION,
            Task.SEQUENCE_LABELLING,
            Task.FORECASTING,
            Task.TEXT_GENERATION,
            Task.TRANSLATION,
            Task.CAPTIONING,
            Task.GENERATION,
            Task.REPRESENTATION,
            Task.RECOMMENDATION);

    private NotBuilt() {}

    /** @throws Problem {@code not_available} naming everything asked for that is not built */
    static void refuse(JobSpec spec) {
        List<Violation> violations = new ArrayList<>();
        if (spec.task() != null && !OFFERED.contains(spec.task())) {
            violations.add(notBuilt("/task", "this task is not built yet; there are: " + offered()));
        }
        given(spec.webhooks(), "/webhooks", "webhooks are", violations);
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw new Problem(ProblemType.NOT_AVAILABLE, first.pointer() + ": " + first.message(), violations);
        }
    }

    private static String offered() {
        return String.join(", ", OFFERED.stream().map(Words::of).toList());
    }

    private static void given(@Nullable Object value, String pointer, String what, List<Violation> violations) {
        if (value != null) {
            violations.add(notBuilt(pointer, what + " not built yet; leave the field out"));
        }
    }

    private static Violation notBuilt(String pointer, String message) {
        return new Violation(pointer, "not_available", message);
    }
}
