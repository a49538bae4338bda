package dev.trainyard.plan;

import dev.trainyard.problem.Suggestion;

/** Whether the rest of a training's settings go with its optimizer. */
record RuleFit(Training training) {

    private static final String BATCH_SIZE = "/training/batchSize";

    void check(int trainingRows, Remarks remarks) {
        if (training.optimizer() instanceof Optimizer.Rprop) {
            checkRprop(trainingRows, remarks);
        }
        if (training.optimizer().goesBySigns() && training.gradientClipping() != null) {
            remarks.warning(
                    "clipping_without_effect",
                    "this optimizer goes by the signs of the gradient, which clipping does not change");
        }
        if (training.schedule() instanceof Schedule.Warmup warmup && warmup.epochs() >= training.epochs()) {
            remarks.warning(
                    "warmup_never_ends",
                    "the learning rate rises for %d epochs, and there are %d: it never arrives at %s"
                            .formatted(
                                    warmup.epochs(),
                                    training.epochs(),
                                    training.optimizer().learningRate()));
        }
    }

    private void checkRprop(int trainingRows, Remarks remarks) {
        int batch = training.batchSize().of(trainingRows);
        if (batch < trainingRows) {
            remarks.violation(
                    BATCH_SIZE,
                    "full_batch_required",
                    "rprop goes by the signs of the gradient over all %d training rows; over %d of them they turn by chance, and its steps shrink to nothing"
                            .formatted(trainingRows, batch),
                    Suggestion.replace(BATCH_SIZE, "full"));
        }
        if (training.schedule() != null) {
            remarks.violation(
                    "/training/schedule",
                    "schedule_without_effect",
                    "rprop finds the length of each step by itself; its learningRate is only the first one",
                    Suggestion.remove("/training/schedule"));
        }
    }
}
