package dev.trainyard.plan;

import dev.trainyard.definition.Vae;
import dev.trainyard.problem.Suggestion;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Whether a variational autoencoder fits the way it is to be trained. */
record VaeFit(Given given) {

    private static final Set<Task> LEARNED = EnumSet.of(Task.REPRESENTATION, Task.GENERATION);

    static Optional<VaeFit> of(Given given) {
        return given.definition() instanceof Vae ? Optional.of(new VaeFit(given)) : Optional.empty();
    }

    void check(Remarks remarks) {
        Task task = given.spec().task();
        if (task != null && !LEARNED.contains(task)) {
            remarks.violation(
                    "/task",
                    "task_mismatch",
                    "a vae learns what examples are like, which is representation or generation, and no %s"
                            .formatted(Words.of(task)),
                    Suggestion.replace("/task", Words.of(Task.REPRESENTATION)));
        }
    }
}
