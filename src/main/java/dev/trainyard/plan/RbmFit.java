package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.Rbm;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether an RBM fits its data and the way it is to be trained. */
record RbmFit(Rbm rbm, Given given) {

    static Optional<RbmFit> of(Given given) {
        return given.definition() instanceof Rbm rbm ? Optional.of(new RbmFit(rbm, given)) : Optional.empty();
    }

    void check(Columns columns, Remarks remarks) {
        if (rbm.visible() == Rbm.Visible.BERNOULLI) {
            checkValues(columns, remarks);
        }
        if (columns.target().isEmpty()) {
            checkAlone(remarks);
        } else {
            checkFineTuning(remarks);
        }
        checkResources(columns.target().isEmpty(), remarks);
    }

    /** The same where the visible units are pixels, whose scaling is checked elsewhere. */
    void checkOfPictures(boolean alone, Remarks remarks) {
        checkChances(remarks);
        if (alone) {
            checkAlone(remarks);
        } else {
            checkFineTuning(remarks);
        }
        checkResources(alone, remarks);
    }

    /** The same where each visible unit is a word that a text has or has not. */
    void checkOfWords(Remarks remarks) {
        if (rbm.visible() == Rbm.Visible.GAUSSIAN) {
            remarks.violation(
                    "/definition/visible",
                    "not_binary",
                    "a text has a word or has it not, and gaussian units stand for numbers: use bernoulli",
                    Suggestion.replace("/definition/visible", "bernoulli"));
        }
        checkAlone(remarks);
        checkResources(true, remarks);
    }

    /** How the bytes of pictures become what the visible units stand for. */
    static Preprocessing.Images images(Given given) {
        Preprocessing.Images asked = given.preprocessing().images();
        if (asked != null) {
            return asked;
        }
        boolean normal = given.definition() instanceof Rbm rbm && rbm.visible() == Rbm.Visible.GAUSSIAN;
        return normal ? Preprocessing.Images.STANDARDIZE : Preprocessing.Images.ZERO_ONE;
    }

    private void checkChances(Remarks remarks) {
        Preprocessing.Images images = images(given);
        if (rbm.visible() == Rbm.Visible.BERNOULLI && images != Preprocessing.Images.ZERO_ONE) {
            remarks.violation(
                    "/preprocessing/images",
                    "outside_unit_interval",
                    "bernoulli units are chances from 0 to 1, and pixels under \"%s\" go beyond: use 0-1, or \"visible\":\"gaussian\" with standardize"
                            .formatted(Words.of(images)),
                    Suggestion.replace("/preprocessing/images", "0-1"));
        }
    }

    /** Binary units stand for chances. */
    private void checkValues(Columns columns, Remarks remarks) {
        Preprocessing.Numeric scaling = given.preprocessing().numeric();
        if (scaling == Preprocessing.Numeric.MIN_MAX) {
            return;
        }
        List<String> outside = new ArrayList<>();
        for (Column column : columns.features()) {
            if (column.type() == ColumnType.NUMERIC
                    && (scaling == Preprocessing.Numeric.STANDARDIZE || isOutside(column))) {
                outside.add("'%s' (%s to %s)".formatted(column.name(), column.min(), column.max()));
            }
        }
        if (!outside.isEmpty()) {
            remarks.violation(
                    "/preprocessing/numeric",
                    "outside_unit_interval",
                    "bernoulli units are chances from 0 to 1, and %s %s: use min-max, or \"visible\":\"gaussian\" with standardize"
                            .formatted(
                                    first(outside),
                                    scaling == Preprocessing.Numeric.STANDARDIZE
                                            ? "would be standardized"
                                            : "go beyond that"),
                    suggestion());
        }
    }

    private static boolean isOutside(Column column) {
        return column.min() == null || column.max() == null || column.min() < 0 || column.max() > 1;
    }

    private static String first(List<String> columns) {
        int most = 5;
        String some = String.join(", ", columns.subList(0, Math.min(most, columns.size())));
        return columns.size() <= most ? some : "%s and %d more columns".formatted(some, columns.size() - most);
    }

    private Suggestion suggestion() {
        return given.spec().preprocessing().equals(Preprocessing.defaults())
                ? Suggestion.add("/preprocessing", Map.of("numeric", "min-max"))
                : Suggestion.add("/preprocessing/numeric", "min-max");
    }

    private void checkAlone(Remarks remarks) {
        Training training = given.spec().training();
        int machines = rbm.hiddenUnits().sizes().size();
        if (training.loss() != Loss.AUTO) {
            remarks.violation(
                    "/training/loss",
                    "loss_mismatch",
                    "an RBM has no loss to choose: it makes its data likelier; train/loss is the error of their reconstruction",
                    Suggestion.remove("/training/loss"));
        }
        if (rbm.pretrainingEpochs() != null) {
            remarks.violation(
                    "/definition/pretrainingEpochs",
                    "no_target",
                    "without a target all %d epochs are shared out among the machines; leave pretrainingEpochs out"
                            .formatted(training.epochs()),
                    Suggestion.remove("/definition/pretrainingEpochs"));
        }
        if (training.epochs() < machines) {
            remarks.violation(
                    "/training/epochs",
                    "too_few_epochs",
                    "%d machines are trained one after the other, and there are %d epochs"
                            .formatted(machines, training.epochs()),
                    Suggestion.add("/training/epochs", 10 * machines));
        }
        if (machines > 1 && training.earlyStopping() != null) {
            remarks.violation(
                    "/training/earlyStopping",
                    "stack_in_stages",
                    "the %d machines of a stack are trained one after the other, and their errors cannot be compared"
                            .formatted(machines),
                    Suggestion.remove("/training/earlyStopping"));
        }
    }

    private void checkFineTuning(Remarks remarks) {
        int machines = rbm.hiddenUnits().sizes().size();
        int epochs = given.spec().training().epochs();
        int pretraining = machines * RbmEpochs.each(rbm, epochs);
        if (pretraining >= epochs) {
            remarks.violation(
                    "/training/epochs",
                    "too_few_epochs",
                    "%d epochs of pre-training for %d %s leave none of %d to learn the target"
                            .formatted(pretraining, machines, machines == 1 ? "machine" : "machines", epochs),
                    Suggestion.add("/training/epochs", 2 * pretraining));
        }
    }

    private void checkResources(boolean alone, Remarks remarks) {
        Resources resources = given.spec().resources();
        if (alone && resources.engine() == Resources.Engine.DL4J) {
            remarks.violation(
                    "/resources/engine",
                    "no_engine",
                    "DL4J trains no RBM; leave the engine to auto",
                    Suggestion.remove("/resources/engine"));
        }
        if (resources.device() == Resources.Device.GPU) {
            remarks.violation(
                    "/resources/device",
                    "no_engine",
                    "RBMs are trained on the CPU",
                    Suggestion.replace("/resources/device", "cpu"));
        }
    }
}
