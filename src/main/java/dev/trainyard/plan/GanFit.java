package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.definition.Gan;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;

/** Whether a GAN fits what it is to be told and the way it is to be trained. */
record GanFit(Gan gan, Given given) {

    static Optional<GanFit> of(Given given) {
        return given.definition() instanceof Gan gan ? Optional.of(new GanFit(gan, given)) : Optional.empty();
    }

    /** Whether there are classes to tell the networks, where they are told any. */
    static boolean hasClasses(Given given, List<Column> target, Remarks remarks) {
        boolean numbers = target.size() == 1 && !target.get(0).type().isCategorical();
        if (!(given.definition() instanceof Gan) || !numbers) {
            return true;
        }
        remarks.violation(
                "/definition/condition",
                "no_classes",
                "the networks are told the class of an example, and column '%s' holds none: name a target of classes, or leave the condition out"
                        .formatted(target.get(0).name()),
                Suggestion.remove("/definition/condition"));
        return false;
    }

    void check(Remarks remarks) {
        if (given.spec().task() != null && given.spec().task() != Task.GENERATION) {
            remarks.violation(
                    "/task",
                    "task_mismatch",
                    "a gan learns generation, and no %s"
                            .formatted(Words.of(given.spec().task())),
                    Suggestion.replace("/task", "generation"));
        }
        Training training = given.spec().training();
        if (training.loss() != Loss.AUTO) {
            remarks.violation(
                    "/training/loss",
                    "loss_mismatch",
                    "a GAN has no loss to choose: the discriminator's is binaryCrossentropy, and the generator's follows from it",
                    Suggestion.remove("/training/loss"));
        }
        if (training.earlyStopping() != null) {
            remarks.violation(
                    "/training/earlyStopping",
                    "no_monitor",
                    "neither loss of a GAN says how good its samples are, so none can be watched; look at the samples and finish the job",
                    Suggestion.remove("/training/earlyStopping"));
        }
        if (training.schedule() != null && training.schedule().onPlateau().isPresent()) {
            remarks.violation(
                    "/training/schedule",
                    "no_monitor",
                    "neither loss of a GAN says how good its samples are, so the rate cannot wait for one to get better; another schedule can lower it",
                    Suggestion.remove("/training/schedule"));
        }
    }
}
